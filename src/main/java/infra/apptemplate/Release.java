package infra.apptemplate;

import espalier.KubernetesObject;
import espalier.tree.Mapping;
import infra.packaging.Carriage;
import infra.packaging.Copies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One release: which objects of its component it carries, under which identifiers, and its values. */
final class Release {
    /** As helm-controller cuts the names of releases. */
    private static final int LONGEST_NAME = 53;

    private final KubernetesObject release;
    private final String name;
    private final Copies copies;
    private final Carriage carriage;
    private final Map<String, KubernetesObject> controllers = new LinkedHashMap<>();
    private final Map<String, KubernetesObject> services = new LinkedHashMap<>();
    private final Map<String, KubernetesObject> routes = new LinkedHashMap<>();
    private final Map<String, KubernetesObject> ingresses = new LinkedHashMap<>();
    private final Map<String, KubernetesObject> accounts = new LinkedHashMap<>();

    private Release(KubernetesObject release) {
        this.release = release;
        this.name = release.name();
        this.copies = new Copies(release.namespace());
        this.carriage = new Carriage(release, AppTemplate.CHART);
    }

    /** Lets {@code release} carry what it can of {@code objects}, each of its workloads with {@code annotations}. */
    static void carry(KubernetesObject release, List<KubernetesObject> objects, Mapping annotations) {
        var made = new Release(release);
        if (made.carriage.isFree()) {
            made.sort(objects);
            made.fill(annotations);
        }
    }

    private void sort(List<KubernetesObject> objects) {
        if (name.length() > LONGEST_NAME) {
            carriage.refuse(release, "a release's name has at most " + LONGEST_NAME + " characters");
            return;
        }
        for (KubernetesObject object : objects) {
            if (object.isRaw() || !object.namespace().equals(release.namespace())) {
                continue;
            }
            switch (object.kind()) {
                case "Deployment", "StatefulSet", "CronJob" -> addController(object);
                case "Service" -> add(services, object);
                case "HTTPRoute" -> add(routes, object);
                case "Ingress" -> add(ingresses, object);
                case "ServiceAccount" -> add(accounts, object);
                default -> {} // stays an object of its own
            }
        }
    }

    private void addController(KubernetesObject workload) {
        String identifier = Controller.identifier(workload, name);
        if (identifier == null) {
            carriage.refuse(
                    workload,
                    "a release selects its pods by the labels " + Labels.NAME + ", " + Labels.INSTANCE + " and "
                            + Labels.CONTROLLER + " only, and these are set to something else");
            return;
        }
        KubernetesObject other = controllers.putIfAbsent(identifier, workload);
        if (other != null) {
            carriage.refuse(
                    workload,
                    "it has a name that " + other + " has in the release: each would select the other one's pods");
        }
    }

    private void add(Map<String, KubernetesObject> to, KubernetesObject object) {
        String identifier = Labels.identifier(object.name(), name);
        to.put(to.containsKey(identifier) ? object.name() : identifier, object);
    }

    /** Beside what cannot be carried stands what would refer to its identifier, so the sorts are gone through in this order. */
    private void fill(Mapping annotations) {
        if (controllers.isEmpty()) {
            return;
        }
        Map<String, Mapping> accountValues = values(accounts, object -> new AccountValues(this).of(object));
        Map<String, Mapping> serviceValues = values(services, object -> new ServiceValues(this).of(object));
        Map<String, Mapping> routeValues = values(routes, object -> new RouteValues(this).of(object));
        Map<String, Mapping> ingressValues = values(ingresses, object -> new IngressValues(this).of(object));
        var persistence = new Persistence(copies);
        var workloads = new LinkedHashMap<String, Mapping>();
        controllers.forEach((identifier, workload) -> {
            annotate(workload, annotations);
            workloads.put(identifier, new Controller(this, persistence, workload, identifier).values());
            workload.carriedBy(release);
        });
        var values = new Mapping();
        values.put("controllers", named(workloads, controllers));
        values.putIfAny("service", named(serviceValues, services));
        values.putIfAny("ingress", named(ingressValues, ingresses));
        values.putIfAny("route", named(routeValues, routes));
        values.putIfAny("serviceAccount", named(accountValues, accounts));
        values.putIfAny("persistence", persistence.values());
        carriage.load(values);
    }

    private static void annotate(KubernetesObject workload, Mapping annotations) {
        for (int i = 0; i < annotations.size(); i++) {
            Mapping all = workload.body().child("metadata").child("annotations");
            if (!all.has(annotations.keyAt(i))) {
                all.put(annotations.keyAt(i), annotations.valueAt(i));
            }
        }
    }

    /** Says of one object what its values are; null for one that cannot be said, and so stays beside the release. */
    private interface Saying {
        @Nullable
        Mapping of(KubernetesObject object);
    }

    private Map<String, Mapping> values(Map<String, KubernetesObject> objects, Saying saying) {
        var values = new LinkedHashMap<String, Mapping>();
        for (String identifier : List.copyOf(objects.keySet())) {
            KubernetesObject object = objects.get(identifier);
            Mapping said = object == null ? null : saying.of(object);
            if (object == null || said == null) {
                objects.remove(identifier);
            } else {
                object.carriedBy(release);
                values.put(identifier, said);
            }
        }
        return values;
    }

    /** {@code values} with the name of each object of {@code objects} that the chart would call otherwise. */
    private Mapping named(Map<String, Mapping> values, Map<String, KubernetesObject> objects) {
        var all = new Mapping();
        values.forEach((identifier, value) -> {
            KubernetesObject object = objects.get(identifier);
            var entry = new Mapping();
            if (object != null && !object.name().equals(derivedName(identifier, values.size()))) {
                entry.put("forceRename", object.name());
            }
            value.forEach(entry::put);
            all.put(identifier, entry);
        });
        return all;
    }

    /** What the chart calls the object {@code identifier}, one of {@code count}. */
    private String derivedName(String identifier, int count) {
        boolean isPlain = count == 1 || name.endsWith("-" + identifier) || name.equals(identifier);
        return (isPlain ? name : name + "-" + identifier).toLowerCase(Locale.ROOT);
    }

    String name() {
        return name;
    }

    Carriage carriage() {
        return carriage;
    }

    Copies copies() {
        return copies;
    }

    boolean hasController(@Nullable String identifier) {
        return identifier != null && controllers.containsKey(identifier);
    }

    boolean hasAccounts() {
        return !accounts.isEmpty();
    }

    /** What the ServiceAccount {@code account} is called in the values; null where the release does not carry it. */
    @Nullable
    String account(String account) {
        return identifier(accounts, account);
    }

    /** The carried Service {@code service}, or null. */
    @Nullable
    KubernetesObject service(String service) {
        String identifier = identifier(services, service);
        return identifier == null ? null : services.get(identifier);
    }

    private static @Nullable String identifier(Map<String, KubernetesObject> objects, String name) {
        for (Map.Entry<String, KubernetesObject> entry : objects.entrySet()) {
            if (entry.getValue().name().equals(name)) {
                return entry.getKey();
            }
        }
        return null;
    }
}
