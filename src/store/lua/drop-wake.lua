-- Takes an item from the wake-ups, unless it has been set to a later instant since. KEYS[1]: prefix. ARGV: ref, now.
local wake = KEYS[1] .. ':wake'
local at = tonumber(redis.call('ZSCORE', wake, ARGV[1]) or '0')
if at > 0 and at <= tonumber(ARGV[2]) then return redis.call('ZREM', wake, ARGV[1]) end
return 0
