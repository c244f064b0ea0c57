package espalier.platform;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Addresses from one to another, both included; IPv4 or IPv6. Each end is a number of 128 bits in two halves, and an IPv4
 * address fills the lower 32 of them.
 *
 * <p>The JDK's own reader of addresses may ask a name server, and is no part of a program that gives the same bytes on
 * every machine.
 */
public final class AddressRange {
    private final boolean v6;
    private final long fromHigh;
    private final long fromLow;
    private final long toHigh;
    private final long toLow;
    private final String text;

    private AddressRange(boolean v6, long fromHigh, long fromLow, long toHigh, long toLow, String text) {
        this.v6 = v6;
        this.fromHigh = fromHigh;
        this.fromLow = fromLow;
        this.toHigh = toHigh;
        this.toLow = toLow;
        this.text = text;
    }

    /** An address, a network such as {@code 10.42.0.0/16}, or two addresses with a hyphen between; null for anything else. */
    public static @Nullable AddressRange parse(String text) {
        int hyphen = text.indexOf('-');
        if (hyphen < 0) {
            return text.indexOf('/') < 0 ? address(text) : network(text);
        }
        return between(
                text.substring(0, hyphen).trim(), text.substring(hyphen + 1).trim());
    }

    /** From {@code first} to {@code last}; null where these are no addresses of one kind in that order. */
    public static @Nullable AddressRange between(String first, String last) {
        AddressRange from = address(first);
        AddressRange to = address(last);
        if (from == null || to == null || from.v6 != to.v6 || from.compareStart(to) > 0) {
            return null;
        }
        return new AddressRange(from.v6, from.fromHigh, from.fromLow, to.toHigh, to.toLow, first + "-" + last);
    }

    /** One address; null for what is none. */
    public static @Nullable AddressRange address(String text) {
        long[] bits = text.indexOf(':') >= 0 ? AddressReader.v6(text) : AddressReader.v4(text);
        boolean v6 = text.indexOf(':') >= 0;
        return bits == null ? null : new AddressRange(v6, bits[0], bits[1], bits[0], bits[1], text);
    }

    /** The network that {@code text} names or lies in; {@link #isNetwork} tells the one from the other. Null for what is none. */
    public static @Nullable AddressRange network(String text) {
        int slash = text.indexOf('/');
        AddressRange base = slash < 0 ? null : address(text.substring(0, slash));
        int prefix = slash < 0 ? -1 : AddressReader.prefix(text.substring(slash + 1));
        if (base == null || prefix < 0 || prefix > (base.v6 ? 128 : 32)) {
            return null;
        }
        int host = (base.v6 ? 128 : 32) - prefix;
        long low = host >= 64 ? -1 : (1L << host) - 1;
        long high = host <= 64 ? 0 : host == 128 ? -1 : (1L << (host - 64)) - 1;
        boolean exact = (base.fromHigh & high) == 0 && (base.fromLow & low) == 0;
        long fromHigh = base.fromHigh & ~high;
        long fromLow = base.fromLow & ~low;
        String name = exact ? text : AddressReader.text(base.v6, fromHigh, fromLow) + "/" + prefix;
        return new AddressRange(base.v6, fromHigh, fromLow, base.fromHigh | high, base.fromLow | low, name);
    }

    /** Whether {@code text} names a network, and not an address in it, as {@code 10.0.0.1/8} does. */
    public static boolean isNetwork(String text) {
        AddressRange range = network(text);
        return range != null && range.text.equals(text);
    }

    public boolean isV6() {
        return v6;
    }

    /** Whether some address is in both. */
    public boolean overlaps(AddressRange other) {
        return v6 == other.v6
                && compare(fromHigh, fromLow, other.toHigh, other.toLow) <= 0
                && compare(other.fromHigh, other.fromLow, toHigh, toLow) <= 0;
    }

    /** Whether all of {@code other} is in this. */
    public boolean contains(AddressRange other) {
        return v6 == other.v6
                && compare(fromHigh, fromLow, other.fromHigh, other.fromLow) <= 0
                && compare(other.toHigh, other.toLow, toHigh, toLow) <= 0;
    }

    /** By the first address, IPv4 before IPv6. */
    public int compareStart(AddressRange other) {
        return v6 == other.v6
                ? compare(fromHigh, fromLow, other.fromHigh, other.fromLow)
                : Boolean.compare(v6, other.v6);
    }

    /** Whether this goes on behind the last address of {@code other}. */
    public boolean endsAfter(AddressRange other) {
        return v6 != other.v6 || compare(toHigh, toLow, other.toHigh, other.toLow) > 0;
    }

    /** The first address for which {@code wanted} holds, of the first 65,536; null where it holds for none. */
    public @Nullable String first(Predicate<String> wanted) {
        long low = fromLow;
        for (int i = 0; i < 1 << 16; i++, low++) {
            String address = AddressReader.text(v6, fromHigh, low);
            if (wanted.test(address)) {
                return address;
            }
            if (low == toLow && fromHigh == toHigh) {
                return null;
            }
        }
        return null;
    }

    /** The address {@code count} behind the first, of a range that is larger than that. */
    public String behindFirst(int count) {
        return AddressReader.text(v6, fromHigh, fromLow + count);
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        return high == otherHigh ? Long.compareUnsigned(low, otherLow) : Long.compareUnsigned(high, otherHigh);
    }

    /** As it was written; a network that was named by an address in it, by its own name. */
    @Override
    public String toString() {
        return text;
    }
}
