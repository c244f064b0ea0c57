package espalier.flux;

import espalier.Identity;
import espalier.Kind;
import espalier.Node;
import espalier.Origin;
import espalier.Provision;
import espalier.kubernetes.ObjectSettings;
import espalier.rules.Construction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of something that brings objects to the cluster which are not in git, such as a chart: so that what refers
 * to them is checked, and comes after it.
 *
 * @param <S> the settings of the construct itself, which every method gives back
 */
public abstract class BringingSettings<S extends BringingSettings<S>> extends ObjectSettings<S> {
    private final List<Provision> brought = new ArrayList<>(1);
    private final Set<String> told = new HashSet<>(0); // more may be said of a release later, and is checked then
    private final List<Kind> made = new ArrayList<>(0);
    private final Map<String, Map<String, Integer>> services = new LinkedHashMap<>(0);

    /** Settings of the construct at {@code node}. */
    protected BringingSettings(Node node) {
        super(node);
    }

    /** Says that the chart brings the definition of {@code kind}, whose plural is the usual one. */
    public S bringsCrd(String group, String kind) {
        return bring(Provision.ofDefinition(Kind.of(group, kind), node()));
    }

    /**
     * Says that the chart brings the custom resource {@code kind} of {@code group}.
     *
     * @param plural in lower case, the first part of the definition's name
     */
    public S bringsCrd(String group, String kind, String plural) {
        return bring(Provision.ofDefinition(Kind.of(group, kind).plural(plural), node()));
    }

    /** Says that the chart brings a custom resource, and by which CEL expression Flux sees that one is ready. */
    public S bringsCrd(String group, String kind, String plural, String readyWhen) {
        return bringsCrd(Kind.of(group, kind).plural(plural).readyWhen(readyWhen));
    }

    /** Says that the chart brings the definition of {@code kind}, and what is to be known of it. */
    public S bringsCrd(Kind kind) {
        node().describe(kind);
        return bring(Provision.ofDefinition(kind, node()));
    }

    /** Says that the chart brings the definitions of all kinds of {@code group} that are used here. */
    public S bringsCrds(String group) {
        return bring(Provision.ofDefinition(Kind.of(group, "*").plural("*"), node()));
    }

    /**
     * Says that the chart makes custom resources of {@code kind}, such as a ServiceMonitor, whose definition something else
     * brings: so that it is installed after that.
     */
    public S makes(String group, String kind) {
        made.add(Kind.of(group, kind));
        return self();
    }

    /** The custom resources that the chart makes. */
    final List<Kind> made() {
        return made;
    }

    /**
     * Says that the API server asks the chart before it takes an object of {@code group}, so that it takes none before the chart
     * runs. Of the chart that brings the definitions this need not be said.
     */
    public S webhookFor(String group) {
        return brings("", "webhook", group);
    }

    /** Says that the chart brings an object that stands in no namespace and that others refer to. */
    public S brings(String group, String kind, String name) {
        return bring(Provision.of(Identity.of(group, kind, "", name), node()));
    }

    /** Says that the chart brings an object in its own namespace that others refer to, such as a Deployment to scale. */
    public S bringsOwn(String group, String kind, String name) {
        return bring(own(group, kind, name));
    }

    /** Says that the chart makes a Secret in its own namespace, with exactly these keys, or with any where none is said. */
    public S bringsSecret(String name, String... keys) {
        return bringKeyed("Secret", name, keys);
    }

    /** Says that the chart makes a ConfigMap in its own namespace, with exactly these keys, or with any where none is said. */
    public S bringsConfigMap(String name, String... keys) {
        return bringKeyed("ConfigMap", name, keys);
    }

    /** Says that the chart makes a Service in its own namespace, with exactly these ports (names or numbers), or with any. */
    public S bringsService(String name, String... ports) {
        return bringKeyed("Service", name, ports);
    }

    /**
     * Says that the chart makes a Service in its own namespace with a port of this name and number, to be given on as {@link
     * HelmRelease#service}. May be said several times of one Service, which then has exactly these ports.
     */
    public S bringsService(String name, String port, int number) {
        var ports = services.computeIfAbsent(name, service -> new LinkedHashMap<>(2));
        Integer before = ports.putIfAbsent(port, number);
        if (before != null) {
            reportTwice("the port " + port + " of the Service " + name, before, number);
        }
        return self();
    }

    @Override
    protected void check() {
        services.forEach((name, ports) -> {
            var keys = new ArrayList<>(ports.keySet());
            ports.values().forEach(number -> keys.add(number.toString()));
            if (told.add(name)) {
                bring(own("", "Service", name).withKeys(keys));
            }
        });
    }

    /** The ports that were said of the Service {@code name}, by name; empty where none were. */
    final Map<String, Integer> ports(String name) {
        return services.getOrDefault(name, Map.of());
    }

    private S bringKeyed(String kind, String name, String... keys) {
        Provision own = own("", kind, name);
        return bring(keys.length == 0 ? own : own.withKeys(List.of(keys)));
    }

    final Provision own(String group, String kind, String name) {
        return Provision.of(Identity.of(group, kind, node().namespace().text(), name), node());
    }

    /** Says that a program of the chart answers to the classes of Gateways or Ingresses that name {@code controller}. */
    public S bringsController(String controller) {
        return brings("", "controller", controller);
    }

    /** Says that the chart's Prometheus operator runs a Prometheus which reads what ServiceMonitors and PodMonitors tell of, wherever these stand. */
    public S bringsScraper() {
        return brings("", "scraper", node().path());
    }

    /** Says that a program of the chart, which is no CSI driver, makes the volumes of classes that name {@code provisioner}. */
    public S bringsProvisioner(String provisioner) {
        return brings("storage.k8s.io", "provisioner", provisioner);
    }

    /** Says that a program of the chart offers {@code resource} to pods, such as {@code nvidia.com/gpu}. */
    public S bringsDevice(String resource) {
        return brings("", "device", resource);
    }

    private S bring(Provision provision) {
        Identity identity = provision.identity();
        if (brought(identity.group(), identity.kind(), identity.name()) != null) {
            node().findings()
                    .report(
                            Construction.SETTING_TWICE,
                            node(),
                            Origin.here(),
                            "Tried to say that the chart of " + node().path() + " brings " + provision
                                    + ", but that is said already",
                            "keep one of the two");
            return self();
        }
        brought.add(provision);
        node().provide(provision);
        return self();
    }

    /** What was said of that name, or null. */
    final @Nullable Provision brought(String group, String kind, String name) {
        for (Provision provision : brought) {
            Identity identity = provision.identity();
            if (identity.group().equals(group)
                    && identity.kind().equals(kind)
                    && identity.name().equals(name)) {
                return provision;
            }
        }
        return null;
    }
}
