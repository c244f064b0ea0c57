package espalier;

/**
 * A question that constructs ask and only their cluster can answer: how an app is reached, where a chart comes from, what
 * keeps a volume. Each question is an interface that extends this one; a cluster gives its answers with
 * {@code platform(…)}, and constructs never ask which cluster they are in.
 */
public interface Answer {}
