-- Takes or renews a lease. KEYS[1]: prefix. ARGV: name, holder, milliseconds. Answers the epoch, or 0 when another holds it.
local lease = KEYS[1] .. ':lease:' .. ARGV[1]
local epochs = KEYS[1] .. ':epoch:' .. ARGV[1]
local held = redis.call('GET', lease)
if held == ARGV[2] then
  redis.call('PEXPIRE', lease, ARGV[3])
  return tonumber(redis.call('GET', epochs))
end
if held then return 0 end
redis.call('SET', lease, ARGV[2], 'PX', ARGV[3])
return redis.call('INCR', epochs)
