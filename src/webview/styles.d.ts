// Style sheets are bundled beside the page that imports them; they have no exports.
declare module '*.css';
