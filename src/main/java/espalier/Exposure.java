package espalier;

import org.jspecify.annotations.Nullable;

/** How what runs in a cluster is reached from outside of it: the platform's answer to an app that wants to be reached. */
public interface Exposure extends Answer {
    /**
     * Lets the people of the house reach {@code port} under a host name, by objects made in {@code app}.
     *
     * @param host the name without the cluster's domain, or a whole name
     * @return the whole name, and how it is reached
     */
    Address expose(Component app, ServicePort port, String host);

    /**
     * Lets everybody on the internet reach {@code port}, as {@link #expose} does for the house.
     *
     * @return null where the cluster has no way in from there, which is the default
     */
    default @Nullable Address exposeToInternet(Component app, ServicePort port, String host) {
        return null;
    }

    /**
     * Where people reach something.
     *
     * @param scheme {@code https} or {@code http}
     * @param host the whole name; Flux may put in a part of it
     */
    record Address(String scheme, Text host) {
        /** Of a host that is the same in git as on the cluster. */
        public Address(String scheme, String host) {
            this(scheme, Text.of(host));
        }
    }
}
