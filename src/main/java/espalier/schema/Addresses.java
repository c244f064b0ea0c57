package espalier.schema;

/** Addresses as Go reads them. */
final class Addresses {
    private Addresses() {}

    static boolean isIpv4(String text) {
        int parts = 0;
        int from = 0;
        while (from <= text.length()) {
            int dot = text.indexOf('.', from);
            int to = dot < 0 ? text.length() : dot;
            boolean padded = to - from > 1 && text.charAt(from) == '0';
            if (padded || number(text.substring(from, to)) > 255 || to == from) {
                return false;
            }
            parts++;
            from = to + 1;
        }
        return parts == 4;
    }

    static boolean isIpv6(String text) {
        int twice = text.indexOf("::");
        if (twice < 0) {
            return groups(text) == 8;
        }
        String before = text.substring(0, twice);
        String after = text.substring(twice + 2);
        int left = before.isEmpty() ? 0 : groups(before);
        int right = after.isEmpty() ? 0 : groups(after);
        return left >= 0 && right >= 0 && left + right < 8 && before.indexOf('.') < 0;
    }

    static boolean isCidr(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return false;
        }
        String address = text.substring(0, slash);
        int length = number(text.substring(slash + 1));
        return isIpv4(address) && length <= 32 || isIpv6(address) && length <= 128;
    }

    /** The number of groups of four digits, of which an IPv4 address at the end makes two; -1 where something is wrong. */
    private static int groups(String text) {
        int count = 0;
        int from = 0;
        while (from <= text.length()) {
            int colon = text.indexOf(':', from);
            int to = colon < 0 ? text.length() : colon;
            String group = text.substring(from, to);
            if (colon < 0 && group.indexOf('.') >= 0) {
                return isIpv4(group) ? count + 2 : -1;
            }
            if (group.isEmpty() || group.length() > 4) {
                return -1;
            }
            for (int i = 0; i < group.length(); i++) {
                if (Character.digit(group.charAt(i), 16) < 0) {
                    return -1;
                }
            }
            count++;
            from = to + 1;
        }
        return count;
    }

    /** The number, or one that is too large for anything here where it is none. */
    private static int number(String digits) {
        int number = digits.isEmpty() ? 1000 : 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 10);
            number = digit < 0 || number > 1000 ? 10_000 : number * 10 + digit;
        }
        return number;
    }
}
