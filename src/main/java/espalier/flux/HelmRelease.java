package espalier.flux;

import espalier.Component;
import espalier.Identity;
import espalier.ImageMarker;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Origin;
import espalier.Provision;
import espalier.Reach;
import espalier.Reference;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.rules.Ordering;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Helm chart that Flux installs and keeps up to date.
 *
 * <p>Failures are tried again without limit (Flux's own default is not at all, so that one lost connection stalls a cold
 * start), what somebody changes by hand is put back, and who owns the chart's CRDs is said once for install and upgrade.
 */
public final class HelmRelease extends Component {
    private static final String API = "helm.toolkit.fluxcd.io/v2";
    private final HelmReleaseSettings settings;

    /** The release of {@code scope}, with its name. */
    public HelmRelease(Scope scope, Chart chart, CrdOwner crds, Consumer<HelmReleaseSettings> configure) {
        super(scope, only("helmrelease"));
        settings = complete(chart, crds, configure);
    }

    /** One release of several in {@code scope}. */
    public HelmRelease(Scope scope, String id, Chart chart, CrdOwner crds, Consumer<HelmReleaseSettings> configure) {
        super(scope, id);
        settings = complete(chart, crds, configure);
    }

    /** The release of {@code scope}, with its name; where its chart comes from is the cluster's choice. */
    public HelmRelease(Scope scope, PublishedChart chart, CrdOwner crds, Consumer<HelmReleaseSettings> configure) {
        super(scope, only("helmrelease"));
        settings = complete(chart, crds, configure);
    }

    /** One release of several in {@code scope}; where its chart comes from is the cluster's choice. */
    public HelmRelease(
            Scope scope, String id, PublishedChart chart, CrdOwner crds, Consumer<HelmReleaseSettings> configure) {
        super(scope, id);
        settings = complete(chart, crds, configure);
    }

    private HelmReleaseSettings complete(PublishedChart chart, CrdOwner crds, Consumer<HelmReleaseSettings> configure) {
        var source = new Chart[] {(spec, release) -> {}}; // until the cluster has answered
        node().whenComplete(() -> {
            Charts charts = node().answer(Charts.class);
            source[0] = (charts == null ? Charts.OWN : charts).source(this, settings.objectName(), chart);
        });
        return complete((spec, release) -> source[0].writeTo(spec, release), crds, configure);
    }

    private HelmReleaseSettings complete(Chart chart, CrdOwner crds, Consumer<HelmReleaseSettings> configure) {
        var configured = Settings.configured(new HelmReleaseSettings(node()), configure);
        node().write(() -> configured.write(configured.toObject(chart, crds)));
        return configured;
    }

    /** Sets more of the release: what another construct asks of it, when it asks. */
    public void configure(Consumer<HelmReleaseSettings> more) {
        Settings.configured(settings, more);
    }

    /** The release itself, which is ready when all that its chart makes is. */
    public Provision provision() {
        return settings.provision(Identity.groupOf(API), "HelmRelease");
    }

    /** Something that the chart brings, by its name; {@link HelmReleaseSettings#brings} has to say so. */
    public Text brought(String group, String kind, String name) {
        Provision provision = settings.brought(group, kind, name);
        if (provision != null) {
            return Text.reference(Reference.to(provision, null, name));
        }
        node().findings()
                .report(
                        Ordering.CHART_BRINGS,
                        node(),
                        Origin.here(),
                        "Tried to use the " + kind + " " + name + " of the release " + node().path()
                                + ", but the release does not say that its chart brings one",
                        "say so where the release is made: brings(\"" + group + "\", \"" + kind + "\", \"" + name
                                + "\")");
        return Provision.of(Identity.of(group, kind, "", name), node()).name();
    }

    /** A port of a Service that the chart makes; {@link HelmReleaseSettings#bringsService(String, String, int)} has to say so. */
    public ServicePort service(String name, String port) {
        Provision provision = settings.brought("", "Service", name);
        Integer number = settings.ports(name).get(port);
        if (provision != null && number != null) {
            return ServicePort.of(provision, port, number);
        }
        node().markIncomplete();
        var ports = settings.ports(name).keySet();
        node().findings()
                .report(
                        Ordering.CHART_BRINGS,
                        node(),
                        Origin.here(),
                        "Tried to use the port \"" + port + "\" of the Service " + name + " of the release "
                                + node().path() + ", but the release "
                                + (ports.isEmpty()
                                        ? "does not say that its chart brings such a Service with its ports"
                                        : "says that it has only: " + String.join(", ", ports)),
                        "say so where the release is made: bringsService(\"" + name + "\", \"" + port + "\", NUMBER)");
        return ServicePort.of(settings.own("", "Service", name), port, 0);
    }

    /** What can be set on a release. */
    public static final class HelmReleaseSettings extends BringingSettings<HelmReleaseSettings> {
        private final ReleaseValues values;
        private final Mapping podLabels = new Mapping();
        private final Mapping proxyLabels = new Mapping();
        private final List<Reach> reaches = new ArrayList<>(0);
        private final Setting<String> releaseName = setting("releaseName");
        private final Setting<Duration> interval = setting("interval");
        private final Setting<Duration> timeout = setting("timeout");
        private final Setting<Duration> retryInterval = setting("retryInterval");
        private final Setting<Boolean> driftAllowed = setting("driftAllowed");
        private final Setting<String> keeps = setting("keeps");
        private final Set<Provision> needed = new LinkedHashSet<>(2);

        private HelmReleaseSettings(Node node) {
            super(node);
            this.values = new ReleaseValues(node);
        }

        @Override
        protected HelmReleaseSettings self() {
            return this;
        }

        /**
         * Sets a value of the chart; {@code keys} lead to it and are never split at dots.
         *
         * @param value a string, number, boolean, Text, Mapping or list; null takes a default of the chart away
         */
        public HelmReleaseSettings value(@Nullable Object value, String... keys) {
            values.put(Value.ofJava(value), keys);
            return this;
        }

        /** Gives the chart a secret value at {@code keys}; it stays in its Secret until Helm reads it, which takes {@code true},
         * {@code 123} and what has a comma for other things than text. */
        public HelmReleaseSettings value(@Nullable SecretKey secret, String... keys) {
            if (secret == null) {
                return value((Object) null, keys); // what a bare null means
            }
            values.put(secret, keys);
            return this;
        }

        /**
         * Lets the chart run {@code usual}, or what the cluster's file of versions says in its place, as {@code repository} and
         * {@code tag} below {@code keys}, each with its marker where Flux keeps the image up to date.
         *
         * @param usual an image with its tag
         */
        public HelmReleaseSettings image(String usual, String... keys) {
            FieldPath path = FieldPath.of(keys);
            values.image(usual, path.field("repository"), ImageMarker::repository);
            values.image(usual, path.field("tag"), ImageMarker::tag);
            return this;
        }

        /** As {@link #image}, for a chart that knows the repository and is told the tag alone, at {@code keys}. */
        public HelmReleaseSettings imageTag(String usual, String... keys) {
            values.image(usual, FieldPath.of(keys), ImageMarker::tag);
            return this;
        }

        /** As {@link #image}, for a chart that is told the whole image at {@code keys}. */
        public HelmReleaseSettings wholeImage(String usual, String... keys) {
            values.image(usual, FieldPath.of(keys), whole -> whole);
            return this;
        }

        /** Installs the chart only when {@code thing} is there, of which no value tells: a definition that its program looks for. */
        public HelmReleaseSettings needs(Provision thing) {
            needed.add(thing);
            return this;
        }

        /**
         * Says that the chart's programs promise to keep something for a time, so that storage which is lost with one machine
         * is not for them.
         *
         * @param what for people, as {@code metrics for 14 days}
         */
        public HelmReleaseSettings keeps(String what) {
            keeps.set(what);
            return this;
        }

        /**
         * Says that all pods of the chart have this label, and no other pods of its namespace. A cluster that isolates the namespace
         * lets nothing else through to them; where no label is said, it has to let all pods of the namespace have what the chart
         * needs, and says so.
         */
        public HelmReleaseSettings podLabel(String key, String value) {
            putOnce(podLabels, "pod label", key, value);
            return this;
        }

        /**
         * Says that those of the chart's pods which pass on what comes in by Ingresses or routes have this label, and no other pods of
         * its namespace: an isolated app lets these in alone. Default: any pod of the chart may be one.
         */
        public HelmReleaseSettings proxyLabel(String key, String value) {
            putOnce(proxyLabels, "proxy label", key, value);
            return this;
        }

        /**
         * Lets the chart's pods reach all public addresses, which else no handle tells of; private networks are no part of it. Has an
         * effect only where the cluster isolates the namespace.
         */
        public HelmReleaseSettings internet(String because) {
            reaches.add(Reach.of(node(), Reach.INTERNET, because));
            return this;
        }

        /**
         * Lets the chart's pods reach an address or network outside the cluster, as {@code 192.168.1.5} or {@code 192.168.1.0/24}. Has
         * an effect only where the cluster isolates the namespace.
         */
        public HelmReleaseSettings reaches(String network, String because) {
            reaches.add(Reach.of(node(), network, because));
            return this;
        }

        /** Lets the chart's pods reach the API server. Has an effect only where the cluster isolates the namespace. */
        public HelmReleaseSettings apiServer(String because) {
            reaches.add(Reach.of(node(), Reach.API_SERVER, because));
            return this;
        }

        private void write(Mapping body) {
            KubernetesObject object = node().add(body);
            // One try may run into its time-out, and the next one must still fit.
            object.readyWithin(timeout().multipliedBy(2).plus(retryInterval()));
            needed.forEach(object::needs);
            made().forEach(object::makes);
            object.reaches(reaches);
            if (!podLabels.isEmpty()) {
                object.podLabels(podLabels);
            }
            if (!proxyLabels.isEmpty()) {
                object.proxyLabels(proxyLabels);
            }
            if (keeps.isSet()) {
                object.keeps(keeps.or(""));
            }
        }

        /** The release's name for Helm, where it is not the object's. */
        public HelmReleaseSettings releaseName(String name) {
            releaseName.set(name);
            return this;
        }

        /** How often Flux compares the release with the cluster; default 1 hour. */
        public HelmReleaseSettings interval(Duration interval) {
            this.interval.set(interval);
            return this;
        }

        /** How long one install or upgrade may take; default 5 minutes. */
        public HelmReleaseSettings timeout(Duration timeout) {
            this.timeout.set(timeout);
            return this;
        }

        /** How soon a failed install or upgrade is tried again; default 2 minutes. */
        public HelmReleaseSettings retryInterval(Duration interval) {
            retryInterval.set(interval);
            return this;
        }

        /** Leaves alone what somebody changed by hand in the chart's objects. */
        public HelmReleaseSettings driftAllowed() {
            driftAllowed.set(true);
            return this;
        }

        private Mapping toObject(Chart chart, CrdOwner crds) {
            var spec = Mapping.of("interval", Durations.text(interval.or(Duration.ofHours(1))));
            spec.put("timeout", Durations.text(timeout()));
            spec.putIfAny("releaseName", releaseName.get());
            chart.writeTo(spec, node());
            if (!driftAllowed.isSet()) {
                spec.put("driftDetection", Mapping.of("mode", "enabled"));
            }
            spec.put("install", action(crds)).put("upgrade", action(crds));
            values.writeTo(spec);
            return object(API, "HelmRelease").put("spec", spec);
        }

        private Duration timeout() {
            return timeout.or(Duration.ofMinutes(5));
        }

        private Duration retryInterval() {
            return retryInterval.or(Duration.ofMinutes(2));
        }

        private Mapping action(CrdOwner crds) {
            return Mapping.of("crds", crds.policy())
                    .put(
                            "strategy",
                            Mapping.of("name", "RetryOnFailure").put("retryInterval", Durations.text(retryInterval())));
        }
    }
}
