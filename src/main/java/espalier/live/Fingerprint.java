package espalier.live;

import org.jspecify.annotations.Nullable;

/**
 * By what a running cluster is known again.
 *
 * @param uid that of its namespace {@code kube-system}, which is there for as long as the cluster's etcd, whatever becomes of
 *     certificates, addresses, tokens and the names of contexts; a cluster that is made anew has another
 * @param cluster the name under which some repository bootstrapped it, null where none did
 */
public record Fingerprint(String uid, @Nullable String cluster) {}
