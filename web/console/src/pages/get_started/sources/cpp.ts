// The examples' own files, as they are when the console is built. Tests paste them into fresh apps.
import project from '../../../../../../examples/guides/cpp/1-sign-in/CMakeLists.txt?raw';
import firstMain from '../../../../../../examples/guides/cpp/1-sign-in/main.cpp?raw';
import main from '../../../../../../examples/guides/cpp/2-tokens/main.cpp?raw';
import {trimmed} from '../trimmed.ts';

export const cpp = trimmed({project, firstMain, main});
