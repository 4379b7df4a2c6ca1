-- Takes the lease of an entry, or tells what is there instead.
-- KEYS: entry. ARGV: token, lease in ms, identity of the frame that the caller found useless ('' if it found none, '*' to
-- take the lease from whatever there is), '1' if the caller will wait, the first eight bytes of a lease-only frame.
-- Returns {0, 1 or 0} (the lease is the caller's, in a frame or alone), {1, ms left} (it is another's) or {2, frame} (a frame the caller did not see).
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lease = tonumber(ARGV[2])
local head = redis.call('GETRANGE', KEYS[1], 0, 47)

local function fields()
  return ARGV[1] .. struct.pack('<I8', now + lease) .. string.rep('\0', 8)
end

if #head == 0 then
  redis.call('SET', KEYS[1], ARGV[5] .. fields(), 'PX', 2 * lease)
  return {0, 0}
end
if #head < 40 or string.sub(head, 1, 4) ~= string.sub(ARGV[5], 1, 4) then
  return {2, redis.call('GET', KEYS[1])}
end

local bare = string.byte(head, 5) >= 128
if not bare and ARGV[3] ~= '*' and string.sub(head, 41, 48) ~= ARGV[3] then
  return {2, redis.call('GET', KEYS[1])}
end

-- A deadline further away than any lease is no deadline: those bytes are not protected by the checksum.
local left = struct.unpack('<I8', string.sub(head, 25, 32)) - now
if ARGV[3] ~= '*' and left > 0 and left <= 10 * lease then
  if ARGV[4] == '1' then
    redis.call('SETRANGE', KEYS[1], 32, '\1')
  end
  return {1, left}
end

-- What '*' takes over may be a frame that is expired by hand; that mark stays.
redis.call('SETRANGE', KEYS[1], 8, string.sub(fields(), 1, 25))
local life = redis.call('PTTL', KEYS[1])
if life >= 0 and life < 2 * lease then
  redis.call('PEXPIRE', KEYS[1], 2 * lease)
end
return {0, bare and 0 or 1}
