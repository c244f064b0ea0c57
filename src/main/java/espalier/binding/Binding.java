package espalier.binding;

/**
 * Which running cluster one of the repository's is.
 *
 * @param cluster the repository's name for it
 * @param context what whoever bootstrapped it called the way to it; others may call it otherwise
 * @param fingerprint the UID of its namespace {@code kube-system}
 */
public record Binding(String cluster, String context, String fingerprint) {}
