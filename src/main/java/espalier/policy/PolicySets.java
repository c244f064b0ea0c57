package espalier.policy;

import espalier.Policy;
import java.util.List;

/** Policies that go together; {@code docs/policies.md} says which clusters use which, and why. */
public final class PolicySets {
    private static final Policy NO_DEFAULT_TOKEN = new NoDefaultToken();

    /** No pod can take over its node, or starve it. */
    public static final List<Policy> SAFE_PODS =
            List.of(new NonRoot(), new ReadOnlyRoot(), new MemoryLimit(), NO_DEFAULT_TOKEN);

    /** Who talks to the API server may do what it needs, and nothing else. */
    public static final List<Policy> LEAST_PRIVILEGE = List.of(new NarrowRights(), new OwnAccount(), NO_DEFAULT_TOKEN);

    /** What runs is what the commit says, and nobody who reads the commit learns a secret. */
    public static final List<Policy> TRUE_TO_GIT = List.of(new ImageDigest(), new NoPlainSecret());

    private PolicySets() {}
}
