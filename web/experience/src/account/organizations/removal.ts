/** Something that is asked about before it is done. */
export interface Removal {
  title: string;
  text: string;
  button: string;
  act: () => Promise<void>;
}
