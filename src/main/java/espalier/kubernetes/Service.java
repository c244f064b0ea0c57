package espalier.kubernetes;

import espalier.Component;
import espalier.Names;
import espalier.Origin;
import espalier.Provision;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.rules.Construction;
import espalier.rules.References;
import espalier.rules.Rule;
import espalier.rules.Scarcity;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A name and an address in front of a workload's pods; it offers the ports of their containers. */
public final class Service extends Component {
    private static final Rule PORT = References.SERVICE_PORT;

    private final Workload workload;
    private final ServiceSettings settings;

    /** The Service of {@code scope}, with its name, for all ports of {@code workload}, inside the cluster. */
    public Service(Scope scope, Workload workload) {
        this(scope, workload, s -> {});
    }

    /** The Service of {@code scope}, with its name. */
    public Service(Scope scope, Workload workload, Consumer<ServiceSettings> configure) {
        super(scope, only("service"));
        this.workload = workload;
        settings = complete(configure);
    }

    /** One Service of several in {@code scope}. */
    public Service(Scope scope, String id, Workload workload, Consumer<ServiceSettings> configure) {
        super(scope, id);
        this.workload = workload;
        settings = complete(configure);
    }

    private ServiceSettings complete(Consumer<ServiceSettings> configure) {
        if (workload.node().cluster() != node().cluster()) {
            node().findings()
                    .report(
                            Construction.FOREIGN_HANDLE,
                            node(),
                            "Tried to make a Service for " + workload.node().path() + " in the cluster "
                                    + node().cluster().name() + ", but that workload is in another cluster",
                            "give it a workload of " + node().cluster().name());
            node().markBroken();
            return Settings.configured(new ServiceSettings(this), configure);
        }
        var configured = Settings.configured(new ServiceSettings(this), configure);
        workload.servedBy(this);
        node().write(() -> node().add(configured.toObject()));
        return configured;
    }

    /** The port called {@code name}; one that no container has, or that is not offered, is a finding. */
    public ServicePort port(String name) {
        ContainerPort port = find(name);
        if (port != null && !settings.offers(name)) {
            node().findings()
                    .report(
                            PORT,
                            node(),
                            Origin.here(),
                            "Tried to use the port \"" + name + "\" of the Service " + node().path()
                                    + ", but it offers only: " + String.join(", ", settings.only),
                            "add \"" + name + "\" to only(…), or make a second Service for it");
        }
        return ServicePort.of(provision(), name, settings.numbers.getOrDefault(name, port == null ? 0 : port.number()));
    }

    private @Nullable ContainerPort find(String name) {
        var names = new ArrayList<String>();
        for (ContainerPort port : workload.ports()) {
            if (port.name().equals(name)) {
                return port;
            }
            names.add(port.name());
        }
        String near = Names.nearest(name, names);
        node().findings()
                .report(
                        PORT,
                        node(),
                        Origin.here(),
                        "Tried to use the port \"" + name + "\" of the Service " + node().path()
                                + ", but no container of "
                                + workload.node().path() + " has it; there are: "
                                + (names.isEmpty() ? "none" : String.join(", ", names)),
                        near == null
                                ? "give a container that port, or name one that is there"
                                : "name \"" + near + "\"");
        return null;
    }

    /** The Service's name. */
    public Text name() {
        return provision().name();
    }

    /** Whose pods it stands in front of. */
    public Workload workload() {
        return workload;
    }

    private Provision provision() {
        return settings.provision("", "Service");
    }

    /** What can be set on a Service. */
    public static final class ServiceSettings extends ObjectSettings<ServiceSettings> {
        private final Service service;
        private final Map<String, Integer> numbers = new LinkedHashMap<>();
        private final Map<String, Integer> nodePorts = new LinkedHashMap<>();
        private final List<String> only = new ArrayList<>(0);
        private final Setting<Boolean> nodePort = setting("nodePort");
        private final Setting<Boolean> headless = setting("headless");
        private final Setting<Boolean> loadBalancer = setting("loadBalancer");
        private final Setting<Boolean> keepClientAddress = setting("keepClientAddress");

        private ServiceSettings(Service service) {
            super(service.node());
            this.service = service;
        }

        @Override
        protected ServiceSettings self() {
            return this;
        }

        /** Offers only these ports of the workload. */
        public ServiceSettings only(String... ports) {
            for (String port : ports) {
                if (service.find(port) != null) {
                    only.add(port);
                }
            }
            return this;
        }

        private boolean offers(String port) {
            return only.isEmpty() || only.contains(port);
        }

        /** Offers the container port called {@code name} under another number. */
        public ServiceSettings port(String name, int number) {
            if (service.find(name) != null) {
                once("port number of " + name, numbers, name, number);
            }
            return this;
        }

        /**
         * Opens the container port called {@code name} on every node; every other port of this Service needs a number, too.
         *
         * @param number from 30000 to 32767, unless the API server was told otherwise
         */
        public ServiceSettings nodePort(String name, int number) {
            if (service.find(name) != null) {
                once("node port of " + name, nodePorts, name, number);
            }
            if (!nodePort.isSet()) {
                nodePort.set(true);
            }
            return this;
        }

        private void once(String what, Map<String, Integer> table, String name, int number) {
            Integer before = table.putIfAbsent(name, number);
            if (before != null) {
                reportTwice("the " + what, before, number);
            }
        }

        /** Gives no address of its own: the name stands for those of the pods. */
        public ServiceSettings headless() {
            headless.set(true);
            return this;
        }

        /** Asks for an address that can be reached from outside the cluster. */
        public ServiceSettings loadBalancer() {
            loadBalancer.set(true);
            return this;
        }

        /**
         * Lets the pods see the address that a client comes from; only nodes that run such a pod take its connections. Default is
         * to take them anywhere and hide the address. Needs {@link #loadBalancer} or {@link #nodePort}.
         */
        public ServiceSettings keepClientAddress() {
            keepClientAddress.set(true);
            return this;
        }

        @Override
        protected void check() {
            String since = "without an address of its own a Service has none to open to the outside";
            headless.excludes(loadBalancer, since);
            headless.excludes(nodePort, since);
            keepClientAddress.requires(loadBalancer, nodePort);
            for (String port : List.copyOf(nodePorts.keySet())) {
                if (!offers(port)) {
                    nodePorts.remove(port);
                    node().findings()
                            .report(
                                    Construction.SETTING_REQUIRES,
                                    node(),
                                    "Tried to open the port \"" + port + "\" of " + node().path()
                                            + " on every node, but the Service offers only: " + String.join(", ", only),
                                    "add \"" + port + "\" to only(…), or take its nodePort away");
                }
            }
        }

        private Mapping toObject() {
            var spec = new Mapping();
            if (loadBalancer.isSet()) {
                spec.put("type", "LoadBalancer");
            } else if (!nodePorts.isEmpty()) {
                spec.put("type", "NodePort");
            }
            if (keepClientAddress.isSet()) {
                spec.put("externalTrafficPolicy", "Local");
            }
            if (headless.isSet()) {
                spec.put("clusterIP", "None");
            }
            spec.put("selector", service.workload.selector());
            var ports = new Sequence();
            for (ContainerPort port : service.workload.ports()) {
                if (offers(port.name())) {
                    ports.add(toMapping(port));
                    findRandomNodePort(port);
                }
            }
            return object("v1", "Service").put("spec", spec.put("ports", ports));
        }

        private void findRandomNodePort(ContainerPort port) {
            if (!nodePorts.isEmpty() && !nodePorts.containsKey(port.name())) {
                node().findings()
                        .report(
                                Scarcity.RANDOM_NODE_PORT,
                                node(),
                                "Tried to open only the ports " + String.join(", ", nodePorts.keySet()) + " of "
                                        + node().path()
                                        + " on every node, but a NodePort Service opens all its ports, and "
                                        + port.name() + " would get a number that nobody chose",
                                "make a second Service for what is opened, with only(…), or give " + port.name()
                                        + " a nodePort as well");
            }
        }

        private Mapping toMapping(ContainerPort port) {
            var mapping = Mapping.of("name", port.name())
                    .put("port", numbers.getOrDefault(port.name(), port.number()))
                    .put("targetPort", port.name());
            if (!port.protocol().equals("TCP")) {
                mapping.put("protocol", port.protocol());
            }
            return mapping.putIfAny("nodePort", nodePorts.get(port.name()));
        }
    }
}
