package infra.onechart;

import espalier.KubernetesObject;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import infra.packaging.Carriage;
import infra.packaging.Copies;
import infra.packaging.Fields;
import infra.packaging.Plain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One release: the Deployment and the Service of its name. */
final class Release {
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** As helm-controller cuts the names of releases. */
    private static final int LONGEST_NAME = 53;

    private final KubernetesObject release;
    private final Carriage carriage;

    private Release(KubernetesObject release) {
        this.release = release;
        this.carriage = new Carriage(release, OneChart.CHART);
    }

    /** Lets {@code release} carry what has its name among {@code objects}. */
    static void carry(KubernetesObject release, List<KubernetesObject> objects) {
        var made = new Release(release);
        if (made.carriage.isFree()) {
            made.carry(made.find("Deployment", objects), made.find("Service", objects));
        }
    }

    private @Nullable KubernetesObject find(String kind, List<KubernetesObject> objects) {
        for (KubernetesObject object : objects) {
            boolean same =
                    object.name().equals(release.name()) && object.namespace().equals(release.namespace());
            if (same && object.kind().equals(kind) && !object.isRaw()) {
                return object;
            }
        }
        return null;
    }

    private void carry(@Nullable KubernetesObject workload, @Nullable KubernetesObject service) {
        if (workload == null || service == null) {
            carriage.refuse(release, "the Deployment or the Service that it was made for has another name by now");
            return;
        }
        String name = release.name();
        if (name.length() > LONGEST_NAME || !Plain.isText(name)) {
            carriage.refuse(
                    release,
                    "a release's name has at most " + LONGEST_NAME + " characters, and does not look like a number");
            return;
        }
        var copies = new Copies(release.namespace());
        var misfits = new ArrayList<String>(0);
        var ports = new ServicePorts(copies);
        Mapping values = Mapping.of("nameOverride", name);
        Mapping served = ports.of(head(service, misfits), workload.podTemplate());
        refuse(service, misfits);
        new DeploymentValues(name, copies, ports, carriage).put(head(workload, misfits), values);
        refuse(workload, misfits);
        served.forEach(values::put);
        workload.carriedBy(release);
        service.carriedBy(release);
        carriage.load(values);
    }

    /** The fields of {@code object}, of whose metadata the chart writes what is not looked at here. */
    private Fields head(KubernetesObject object, List<String> misfits) {
        var top = new Fields(object.body(), FieldPath.ROOT, misfits);
        top.take("apiVersion");
        top.take("kind");
        Fields metadata = top.below("metadata");
        metadata.take("name");
        metadata.take("namespace");
        metadata.take("annotations");
        Fields labels = metadata.below("labels");
        labels.take(OneChart.NAME);
        labels.take(OneChart.INSTANCE);
        labels.refuseRest();
        metadata.refuseRest();
        metadata.all()
                .put(
                        "labels",
                        Mapping.of(OneChart.NAME, release.name())
                                .put(OneChart.INSTANCE, release.name())
                                .put(MANAGED_BY, "Helm"));
        return top;
    }

    private void refuse(KubernetesObject object, List<String> misfits) {
        if (!misfits.isEmpty()) {
            carriage.refuseFields(object, misfits);
            misfits.clear();
        }
    }
}
