-- Forgets closed items for good. KEYS[1]: prefix. ARGV: refs... An item that was opened again stays.
local prefix = KEYS[1]
local function key(name) return prefix .. ':' .. name end
local forgotten = 0
for _, ref in ipairs(ARGV) do
  if redis.call('ZREM', key('closed'), ref) == 1 then
    local document = cjson.decode(redis.call('HGET', key('item:' .. ref), 'document') or '{}')
    for _, place in ipairs(document.places or {}) do
      redis.call('HDEL', key('rows:' .. place.destination), ref)
      redis.call('HDEL', key('folded:' .. place.destination), ref)
      redis.call('ZREM', key('behind:' .. place.destination), ref)
      redis.call('HDEL', key('marks:' .. place.destination), ref)
    end
    if document.condition and redis.call('GET', key('episode:' .. document.condition)) == ref then
      redis.call('DEL', key('episode:' .. document.condition))
    end
    redis.call('ZREM', key('seen:' .. (document.kind or '')), ref)
    redis.call('ZREM', key('wake'), ref)
    redis.call('DEL', key('item:' .. ref), key('timeline:' .. ref))
    forgotten = forgotten + 1
  end
end
return forgotten
