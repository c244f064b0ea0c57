package espalier.cel;

import static espalier.cel.Library.TEXT;
import static espalier.cel.Library.TRUTH;
import static espalier.cel.Library.WHOLE;

import dev.cel.runtime.CelEvaluationException;
import org.jspecify.annotations.Nullable;

/** {@code ip("10.0.0.1")}, {@code cidr("10.0.0.0/8")} and what can be asked of them. */
final class AddressFunctions {
    private static final Library.Type IP = Library.Type.own("IP", Ip.class);
    private static final Library.Type CIDR = Library.Type.own("CIDR", Cidr.class);

    private AddressFunctions() {}

    /** An address and how many of its bits are those of a network. */
    record Cidr(Ip ip, int length) {
        static @Nullable Cidr parse(String text) {
            int slash = text.lastIndexOf('/');
            Ip ip = slash < 0 ? null : Ip.parse(text.substring(0, slash));
            String digits = text.substring(slash + 1);
            boolean isPlain = digits.equals("0") || digits.length() < 4 && digits.matches("[1-9][0-9]*");
            return ip == null || !isPlain || Integer.parseInt(digits) > ip.bits()
                    ? null
                    : new Cidr(ip, Integer.parseInt(digits));
        }

        boolean contains(Ip other) {
            return other.bits() == ip.bits() && other.masked(length).equals(ip.masked(length));
        }

        boolean contains(Cidr other) {
            return contains(other.ip) && length <= other.length;
        }

        @Override
        public String toString() {
            return ip + "/" + length;
        }
    }

    static void addTo(Library library) {
        library.function("ip", IP, args -> ip(args[0]), TEXT)
                .function("isIP", TRUTH, args -> Ip.parse((String) args[0]) != null, TEXT)
                .function(
                        "ip.isCanonical", TRUTH, args -> ip(args[0]).toString().equals(args[0]), TEXT)
                .function("string", TEXT, args -> args[0].toString(), IP)
                .method("family", WHOLE, args -> ((Ip) args[0]).family(), IP)
                .method("isUnspecified", TRUTH, args -> ((Ip) args[0]).isUnspecified(), IP)
                .method("isLoopback", TRUTH, args -> ((Ip) args[0]).isLoopback(), IP)
                .method("isLinkLocalMulticast", TRUTH, args -> ((Ip) args[0]).isLinkLocalMulticast(), IP)
                .method("isLinkLocalUnicast", TRUTH, args -> ((Ip) args[0]).isLinkLocalUnicast(), IP)
                .method("isGlobalUnicast", TRUTH, args -> ((Ip) args[0]).isGlobalUnicast(), IP);
        library.function("cidr", CIDR, args -> cidr(args[0]), TEXT)
                .function("isCIDR", TRUTH, args -> Cidr.parse((String) args[0]) != null, TEXT)
                .function("string", TEXT, args -> args[0].toString(), CIDR)
                .method("containsIP", TRUTH, args -> ((Cidr) args[0]).contains(ip(args[1])), CIDR, TEXT)
                .method("containsIP", TRUTH, args -> ((Cidr) args[0]).contains((Ip) args[1]), CIDR, IP)
                .method("containsCIDR", TRUTH, args -> ((Cidr) args[0]).contains(cidr(args[1])), CIDR, TEXT)
                .method("containsCIDR", TRUTH, args -> ((Cidr) args[0]).contains((Cidr) args[1]), CIDR, CIDR)
                .method("ip", IP, args -> ((Cidr) args[0]).ip(), CIDR)
                .method("prefixLength", WHOLE, args -> (long) ((Cidr) args[0]).length(), CIDR)
                .method("masked", CIDR, args -> masked((Cidr) args[0]), CIDR);
    }

    private static Ip ip(Object text) throws CelEvaluationException {
        Ip ip = Ip.parse((String) text);
        if (ip == null) {
            throw Library.refused("\"" + text + "\" is no IP address");
        }
        return ip;
    }

    private static Cidr cidr(Object text) throws CelEvaluationException {
        Cidr cidr = Cidr.parse((String) text);
        if (cidr == null) {
            throw Library.refused("\"" + text + "\" is no range of addresses");
        }
        return cidr;
    }

    private static Cidr masked(Cidr cidr) {
        return new Cidr(cidr.ip().masked(cidr.length()), cidr.length());
    }
}
