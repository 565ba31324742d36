/** The mark of the house where no logo is set: a Korean front gate, 대문. */
export const Gate = () => (
  <svg className="gate" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
    <path d="M11.8 6.2c3.700 1.900 7.8 2.700 12.2 2.700s8.5-.8 12.2-2.700l1.300 4.100c1.900 3.700 4.8 5.700 9 6-.5 3-2.600 4.700-6 4.300-5.300-.8-10.900-1.2-16.5-1.2s-11.2.4-16.5 1.2c-3.400.4-5.5-1.300-6-4.300 4.2-.3 7.100-2.300 9-6Z" />
    <path d="M8.5 22.8h31V26h-31zM9.5 27.5h4.2V43H9.5zM34.300 27.5h4.2V43h-4.2z" />
    <path className="gate-leaf" d="M16.2 28.5h7V43h-7zM24.8 28.5h7V43h-7z" />
  </svg>
);
