package espalier.isolation;

import java.util.List;

/**
 * Addresses outside the cluster.
 *
 * @param words for people
 * @param blocks the networks that it is made of
 */
record Network(String words, List<Block> blocks) implements Peer {
    /** By RFC 6890, without what is of no use to anybody: shared, link-local and private addresses. */
    private static final Block PUBLIC = new Block(
            "0.0.0.0/0", List.of("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"));

    private static final Block PUBLIC_V6 = new Block("::/0", List.of("fc00::/7", "fe80::/10"));

    /**
     * A network with holes in it.
     *
     * @param cidr as {@code 192.168.1.0/24}
     * @param except networks in it that do not belong to it
     */
    record Block(String cidr, List<String> except) {}

    static Network of(String cidr) {
        return new Network(cidr, List.of(new Block(cidr, List.of())));
    }

    /** @param hasV6 whether the cluster's pods have addresses of IPv6 as well */
    static Network internet(boolean hasV6) {
        return new Network("the internet", hasV6 ? List.of(PUBLIC, PUBLIC_V6) : List.of(PUBLIC));
    }

    @Override
    public String key() {
        return words;
    }

    @Override
    public String toString() {
        return words;
    }
}
