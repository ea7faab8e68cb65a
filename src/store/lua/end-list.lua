-- Notes that members of an overview were named in its thread. KEYS[1]: prefix.
-- ARGV: lease, epoch, destination, name of the row, row, overview, now, refs...
local prefix = KEYS[1]
if redis.call('GET', prefix .. ':epoch:' .. ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', prefix .. ':rows:' .. ARGV[3], ARGV[4], ARGV[5])
local unlisted = prefix .. ':unlisted:' .. ARGV[6]
for index = 8, #ARGV do redis.call('ZREM', unlisted, ARGV[index]) end
if redis.call('ZCARD', unlisted) == 0 then
  redis.call('SREM', prefix .. ':listing:' .. ARGV[3], ARGV[6])
  redis.call('HDEL', prefix .. ':unlisted', ARGV[6] .. ' since', ARGV[6] .. ' last')
else
  redis.call('HSET', prefix .. ':unlisted', ARGV[6] .. ' since', ARGV[7])
end
return 1
