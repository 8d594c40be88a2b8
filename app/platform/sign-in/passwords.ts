/** Password hashes as better-auth makes and checks them, for what changes passwords inside a tenant's transaction. */
export { hashPassword, verifyPassword } from 'better-auth/crypto';
