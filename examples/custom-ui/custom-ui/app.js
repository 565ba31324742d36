// One page for two addresses: /sign-in and /register.
import { signIn } from './experience_api.js';

const isRegister = location.pathname === '/register';
const title = isRegister ? 'Create an account' : 'Sign in';
document.title = title;
document.querySelector('#title').textContent = title;

const other = document.querySelector('#other');
other.textContent = isRegister ? 'I have an account' : 'Create an account';
other.href = (isRegister ? '/sign-in' : '/register') + location.search;

const form = document.querySelector('#form');
const error = document.querySelector('#error');
const button = form.querySelector('button');
if (isRegister) form.password.autocomplete = 'new-password';

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  error.hidden = true;
  try {
    await signIn(isRegister ? 'Register' : 'SignIn', form.username.value, form.password.value);
  } catch (refusal) {
    error.textContent = refusal.message;
    error.hidden = false;
    button.disabled = false;
  }
});
