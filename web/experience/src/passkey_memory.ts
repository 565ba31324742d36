// Whether this browser has been used with a passkey: then one is asked for first. It says nothing about whose.
const key = 'daemun:passkey';

export function rememberPasskey() {
  try {
    localStorage.setItem(key, 'used');
  } catch {
    // Storage is off: a passkey stays one press further away.
  }
}

export function remembersPasskey(): boolean {
  try {
    return localStorage.getItem(key) === 'used';
  } catch {
    return false;
  }
}
