/** The one name under which pages and the main process exchange frames of the contract. */
export const CONTRACT_CHANNEL = 'contract';
