import { describePlatform } from '../platform-contract.ts';
import { setUpDiscord } from './stage.ts';

describePlatform('Discord', () => setUpDiscord());
