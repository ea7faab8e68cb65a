-- Notes how a send of a card ended. KEYS[1]: prefix.
-- ARGV: lease, epoch, destination, ref, row, mark that was shown (empty: the card is still behind).
-- Answers 0 when another process has held the lease since: it will look the message up itself.
local prefix = KEYS[1]
if redis.call('GET', prefix .. ':epoch:' .. ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', prefix .. ':rows:' .. ARGV[3], ARGV[4], ARGV[5])
if ARGV[6] ~= '' and redis.call('HGET', prefix .. ':marks:' .. ARGV[3], ARGV[4]) == ARGV[6] then
  redis.call('HDEL', prefix .. ':marks:' .. ARGV[3], ARGV[4])
  redis.call('ZREM', prefix .. ':behind:' .. ARGV[3], ARGV[4])
end
return 1
