package espalier.platform;

import org.jspecify.annotations.Nullable;

/** Reads and writes the digits of addresses. */
final class AddressReader {
    private AddressReader() {}

    /** Four numbers with dots between, without leading zeros, which some programs take for octal; null for what is none. */
    static long @Nullable [] v4(String text) {
        long value = 0;
        int parts = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '.') {
                int part = number(text, start, i, 255);
                if (part < 0) {
                    return null;
                }
                value = value << 8 | part;
                parts++;
                start = i + 1;
            }
        }
        return parts == 4 ? new long[] {0, value} : null;
    }

    /** Behind the slash of a network; -1 for what is none. */
    static int prefix(String text) {
        return number(text, 0, text.length(), 128);
    }

    private static int number(String text, int from, int to, int most) {
        if (from == to || to - from > 3 || text.charAt(from) == '0' && to - from > 1) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value <= most ? value : -1;
    }

    /** Eight groups of hexadecimal digits, {@code ::} for a run of zeros, the last two perhaps as IPv4; null for what is none. */
    static long @Nullable [] v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] groups = groups(text);
            return groups == null || groups.length != 8 ? null : join(groups, new int[0]);
        }
        int[] front = groups(text.substring(0, gap));
        int[] back = groups(text.substring(gap + 2));
        if (front == null || back == null || front.length + back.length > 7) {
            return null;
        }
        return join(front, back);
    }

    private static long[] join(int[] front, int[] back) {
        var bits = new long[2];
        for (int i = 0; i < front.length; i++) {
            bits[i / 4] |= (long) front[i] << 48 - i % 4 * 16;
        }
        for (int i = 0; i < back.length; i++) {
            int at = 8 - back.length + i;
            bits[at / 4] |= (long) back[i] << 48 - at % 4 * 16;
        }
        return bits;
    }

    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        var groups = new int[9];
        int count = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ':') {
                String group = text.substring(start, i);
                long[] tail = i == text.length() && group.indexOf('.') >= 0 ? v4(group) : null;
                if (tail != null && count <= 6) {
                    groups[count++] = (int) (tail[1] >> 16);
                    groups[count++] = (int) (tail[1] & 0xffff);
                } else if (count == 8 || group.isEmpty() || group.length() > 4 || !isHexadecimal(group)) {
                    return null;
                } else {
                    groups[count++] = Integer.parseInt(group, 16);
                }
                start = i + 1;
            }
        }
        return java.util.Arrays.copyOf(groups, count);
    }

    private static boolean isHexadecimal(String group) {
        for (int i = 0; i < group.length(); i++) {
            if (Character.digit(group.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The usual way to write these bits; IPv6 with all its groups. */
    static String text(boolean v6, long high, long low) {
        var text = new StringBuilder();
        for (int i = 0; i < (v6 ? 8 : 4); i++) {
            if (v6) {
                text.append(i == 0 ? "" : ":")
                        .append(Long.toHexString((i < 4 ? high : low) >>> 48 - i % 4 * 16 & 0xffff));
            } else {
                text.append(i == 0 ? "" : ".").append(low >>> 24 - i * 8 & 0xff);
            }
        }
        return text.toString();
    }
}
