-- Takes notices that were sent, or can never be, from the list. KEYS[1]: prefix.
-- ARGV: lease, epoch, destination, name of the row, notice keys...
local prefix = KEYS[1]
if redis.call('GET', prefix .. ':epoch:' .. ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HDEL', prefix .. ':rows:' .. ARGV[3], ARGV[4])
for index = 5, #ARGV do
  redis.call('HDEL', prefix .. ':notices:' .. ARGV[3], ARGV[index])
  redis.call('ZREM', prefix .. ':noticed:' .. ARGV[3], ARGV[index])
end
return 1
