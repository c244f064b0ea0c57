package espalier.cel;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An address of four or sixteen bytes, read and written as Go does. */
final class Ip {
    private final int[] bytes;

    Ip(int... bytes) {
        this.bytes = bytes;
    }

    /** Null where {@code text} is no address; zones and IPv4 within IPv6 are none to Kubernetes. */
    static @Nullable Ip parse(String text) {
        if (text.indexOf(':') < 0) {
            int[] bytes = new int[4];
            return readsIpv4(text, bytes, 0) ? new Ip(bytes) : null;
        }
        Ip ip = ipv6(text);
        boolean isMapped = ip != null && ip.number(0, 10).signum() == 0 && ip.bytes[10] == 255 && ip.bytes[11] == 255;
        return isMapped ? null : ip;
    }

    private static boolean readsIpv4(String text, int[] into, int at) {
        String[] parts = text.split("\\.", -1);
        for (int i = 0; i < parts.length && i < 4; i++) {
            String part = parts[i];
            boolean isPlain = !part.isEmpty() && part.length() < 4 && (part.length() == 1 || part.charAt(0) != '0');
            into[at + i] = isPlain ? number(part, 10) : -1;
            if (into[at + i] < 0 || into[at + i] > 255) {
                return false;
            }
        }
        return parts.length == 4;
    }

    private static int number(String digits, int radix) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) > 'f' || Character.digit(digits.charAt(i), radix) < 0) {
                return -1;
            }
        }
        return Integer.parseInt(digits, radix);
    }

    private static @Nullable Ip ipv6(String text) {
        int twice = text.indexOf("::");
        if (twice >= 0 && text.indexOf("::", twice + 1) >= 0) {
            return null;
        }
        int[] left = groups(twice < 0 ? text : text.substring(0, twice), twice < 0);
        int[] right = groups(twice < 0 ? "" : text.substring(twice + 2), true);
        boolean isRight = twice < 0 ? left.length == 16 : left.length + right.length < 16;
        if (!isRight || left.length > 16 || right.length > 16) {
            return null;
        }
        int[] bytes = Arrays.copyOf(left, 16);
        System.arraycopy(right, 0, bytes, 16 - right.length, right.length);
        return new Ip(bytes);
    }

    /** The bytes of {@code 1:2:3}; more than 16 of them where something is wrong. */
    private static int[] groups(String text, boolean isEnd) {
        if (text.isEmpty()) {
            return new int[0];
        }
        int[] wrong = new int[17];
        String[] parts = text.split(":", -1);
        boolean hasIpv4 = isEnd && parts[parts.length - 1].indexOf('.') >= 0;
        int count = hasIpv4 ? parts.length - 1 : parts.length;
        int[] bytes = new int[2 * count + (hasIpv4 ? 4 : 0)];
        for (int i = 0; i < count; i++) {
            int number = parts[i].isEmpty() || parts[i].length() > 4 ? -1 : number(parts[i], 16);
            if (number < 0) {
                return wrong;
            }
            bytes[2 * i] = number >> 8;
            bytes[2 * i + 1] = number & 255;
        }
        return hasIpv4 && !readsIpv4(parts[count], bytes, 2 * count) ? wrong : bytes;
    }

    long family() {
        return bytes.length == 4 ? 4 : 6;
    }

    int bits() {
        return bytes.length * 8;
    }

    /** The {@code count} bytes from {@code from} on as one number. */
    private BigInteger number(int from, int count) {
        BigInteger number = BigInteger.ZERO;
        for (int i = from; i < from + count; i++) {
            number = number.shiftLeft(8).or(BigInteger.valueOf(bytes[i]));
        }
        return number;
    }

    /** With all bits zero but the first {@code length}. */
    Ip masked(int length) {
        int[] kept = bytes.clone();
        for (int i = 0; i < kept.length; i++) {
            int bits = Math.max(0, Math.min(8, length - 8 * i));
            kept[i] &= 0xff << 8 - bits & 0xff;
        }
        return new Ip(kept);
    }

    boolean isUnspecified() {
        return number(0, bytes.length).signum() == 0;
    }

    boolean isLoopback() {
        return bytes.length == 4 ? bytes[0] == 127 : number(0, 16).equals(BigInteger.ONE);
    }

    boolean isLinkLocalUnicast() {
        return bytes.length == 4 ? bytes[0] == 169 && bytes[1] == 254 : bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80;
    }

    boolean isLinkLocalMulticast() {
        return bytes.length == 4
                ? bytes[0] == 224 && bytes[1] == 0 && bytes[2] == 0
                : bytes[0] == 0xff && (bytes[1] & 0x0f) == 0x02;
    }

    boolean isGlobalUnicast() {
        boolean isMulticast = bytes.length == 4 ? bytes[0] >> 4 == 14 : bytes[0] == 0xff;
        boolean isBroadcast = bytes.length == 4 && number(0, 4).equals(BigInteger.valueOf(0xffffffffL));
        return !isUnspecified() && !isLoopback() && !isMulticast && !isLinkLocalUnicast() && !isBroadcast;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ip ip && Arrays.equals(ip.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The canonical form: lower case, and the first longest run of zeros as two colons. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        if (bytes.length == 4) {
            for (int i = 0; i < 4; i++) {
                text.append(i > 0 ? "." : "").append(bytes[i]);
            }
            return text.toString();
        }
        int start = -1;
        int most = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && number(2 * (i + run), 2).signum() == 0) {
                run++;
            }
            start = run > most ? i : start;
            most = Math.max(most, run);
        }
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += most - 1;
                continue;
            }
            boolean isFirst = text.length() == 0 || text.charAt(text.length() - 1) == ':';
            text.append(isFirst ? "" : ":").append(number(2 * i, 2).toString(16));
        }
        return text.toString();
    }
}
