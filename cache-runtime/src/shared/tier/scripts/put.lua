-- Stores a value that somebody put, unless there is one of a greater order. KEYS: entry. ARGV: frame, ms to live ('' for
-- ever). Returns 0 (there is a newer one), 1 (stored).
-- An order is too great for a number here: it is compared by halves.
local function order(frame)
  return struct.unpack('<I4', string.sub(frame, 93, 96)), struct.unpack('<I4', string.sub(frame, 89, 92))
end

local head = redis.call('GETRANGE', KEYS[1], 0, 95)
if #head == 96 and string.sub(head, 1, 4) == string.sub(ARGV[1], 1, 4) and string.byte(head, 5) < 128 then
  local high, low = order(head)
  local own_high, own_low = order(ARGV[1])
  if high > own_high or (high == own_high and low > own_low) then
    return 0
  end
end
if ARGV[2] == '' then
  redis.call('SET', KEYS[1], ARGV[1])
else
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
return 1
