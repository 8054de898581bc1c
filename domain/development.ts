/** Issuer of the tokens of `luyue token`. Who can read the folder of a stack can sign with its key: no production takes its tokens. */
export const developmentIssuer = 'urn:luyue:development';
