package espalier.isolation;

/** One end of a connection. Its {@link Object#toString} is for people. */
sealed interface Peer permits PodGroup, Entity, Network {
    /** The same for peers that no policy can tell apart. */
    String key();
}
