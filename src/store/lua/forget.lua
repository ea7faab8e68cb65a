-- Forgets closed items for good. KEYS[1]: prefix. ARGV: refs... An item that was opened again stays.
local prefix = KEYS[1]
local function key(name) return prefix .. ':' .. name end
local forgotten = 0
for _, ref in ipairs(ARGV) do
  if redis.call('ZREM', key('closed'), ref) == 1 then
    local document = cjson.decode(redis.call('HGET', key('item:' .. ref), 'document') or '{}')
    for _, place in ipairs(document.places or {}) do
      redis.call('HDEL', key('rows:' .. place.destination), ref)
      local group = redis.call('HGET', key('folded:' .. place.destination), ref)
      if group then leave(prefix, group, ref) end
      redis.call('SREM', key('listing:' .. place.destination), ref)
      redis.call('HDEL', key('folded:' .. place.destination), ref)
      redis.call('ZREM', key('behind:' .. place.destination), ref)
      redis.call('HDEL', key('marks:' .. place.destination), ref)
      redis.call('ZREM', key('seen:' .. place.destination), ref)
    end
    redis.call('ZREM', key('seen:-'), ref)
    local device = redis.call('HGET', key('item:' .. ref), 'device')
    if device then redis.call('ZREM', key('device:' .. device), ref) end
    local known = tonumber(redis.call('GET', key('forgotten')) or '0')
    if document.seenAt and document.seenAt > known then redis.call('SET', key('forgotten'), string.format('%.0f', document.seenAt)) end
    if document.condition and redis.call('GET', key('episode:' .. document.condition)) == ref then
      redis.call('DEL', key('episode:' .. document.condition))
    end
    redis.call('ZREM', key('seen:' .. (document.kind or '')), ref)
    redis.call('ZREM', key('wake'), ref)
    redis.call('ZREM', key('worked'), ref)
    redis.call('ZREM', key('unsettled'), ref)
    redis.call('ZREM', key('drafts'), ref)
    redis.call('DEL', key('item:' .. ref), key('timeline:' .. ref))
    for index = 1, #(document.sites or {}) do redis.call('DEL', key('members:' .. ref .. ':' .. (index - 1))) end
    redis.call('DEL', key('members:' .. ref), key('counts:' .. ref), key('parts:' .. ref), key('unlisted:' .. ref))
    redis.call('HDEL', key('unlisted'), ref .. ' since', ref .. ' last')
    forgotten = forgotten + 1
  end
end
return forgotten
