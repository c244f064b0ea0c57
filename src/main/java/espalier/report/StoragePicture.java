package espalier.report;

import static espalier.report.Drawn.items;
import static espalier.report.Drawn.text;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.tree.Mapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a cluster keeps data: who takes volumes of which class, what makes those, and where copies go. */
final class StoragePicture {
    private static final String CLASSES = "StorageClass";

    private final Flowchart chart = new Flowchart();
    private final Drawn drawn = new Drawn(chart);

    /** Where the backup tool keeps copies, by the Secret or object that says how to get there. */
    private final Map<String, String> places = new HashMap<>();

    private StoragePicture() {}

    static List<Flowchart.Part> of(ObjectGraph graph) {
        var picture = new StoragePicture();
        graph.edges().forEach(picture::volume);
        graph.objects().forEach(picture::place);
        graph.objects().forEach(picture::copies);
        return picture.chart.parts();
    }

    private void volume(Edge edge) {
        KubernetesObject reader = edge.reader();
        Identity target = edge.target().identity();
        switch (target.kind()) {
            case CLASSES -> {
                String id = "class " + target.name();
                String policy = edge.object() == null ? "" : text(edge.object().body(), "reclaimPolicy");
                chart.round(id, "class " + target.name() + (policy.isEmpty() ? "" : "\n" + policy));
                String size = text(reader.body(), "spec", "resources", "requests", "storage");
                chart.arrow(drawn.component(reader), size, id);
                if (edge.target().provider().unit() != null) {
                    chart.arrow(id, "made by", drawn.component(edge.target().provider()));
                }
            }
            case "PersistentVolume" -> {
                Mapping spec =
                        edge.object() == null ? null : edge.object().body().mapping("spec");
                String server = text(spec, "nfs", "server");
                String local = text(spec, "local", "path") + text(spec, "hostPath", "path");
                String id = "volume " + target.name();
                chart.round(
                        id,
                        !server.isEmpty()
                                ? "NFS " + server + "\n" + text(spec, "nfs", "path")
                                : "volume " + target.name() + (local.isEmpty() ? "" : "\n" + local + " of a node"));
                chart.arrow(drawn.component(reader), "", id);
            }
            case "PersistentVolumeClaim" -> {
                if (edge.target().provider().unit() != null
                        && edge.target().provider().unit() != reader.owner().unit()) {
                    chart.arrow(
                            drawn.component(reader),
                            target.name(),
                            drawn.component(edge.target().provider()));
                }
            }
            default -> {}
        }
    }

    private void place(KubernetesObject object) {
        Mapping spec = object.body().mapping("spec");
        switch (object.kind()) {
            case "ExternalSecret" -> {
                String repository = text(spec, "target", "template", "data", "RESTIC_REPOSITORY");
                if (!repository.isEmpty()) {
                    places.put("Secret " + object.namespace() + "/" + text(spec, "target", "name"), host(repository));
                }
            }
            case "BackupStorageLocation" ->
                places.put(
                        "location " + object.namespace() + "/" + object.name(),
                        host(text(spec, "config", "s3Url")) + "\n" + text(spec, "objectStorage", "bucket"));
            case "ObjectStore" ->
                places.put(
                        "store " + object.namespace() + "/" + object.name(),
                        host(text(spec, "configuration", "endpointURL")) + "\n"
                                + text(spec, "configuration", "destinationPath"));
            default -> {}
        }
    }

    private void copies(KubernetesObject object) {
        Mapping spec = object.body().mapping("spec");
        switch (object.kind()) {
            case "ReplicationSource" ->
                copy(
                        object,
                        text(spec, "trigger", "schedule"),
                        "Secret " + object.namespace() + "/" + text(spec, "restic", "repository"));
            case "Schedule" ->
                copy(
                        object,
                        text(spec, "schedule"),
                        "location " + object.namespace() + "/" + text(spec, "template", "storageLocation"));
            case "Cluster" -> {
                for (Mapping plugin : items(spec, "plugins")) {
                    String store = text(plugin, "parameters", "barmanObjectName");
                    if (!store.isEmpty()) {
                        copy(object, "write-ahead log", "store " + object.namespace() + "/" + store);
                    }
                }
            }
            case "RecurringJob" -> copy(object, text(spec, "cron"), "Longhorn's backup target");
            default -> {}
        }
    }

    private void copy(KubernetesObject of, String when, String to) {
        String place = places.getOrDefault(to, to);
        String id = "copies " + place;
        chart.round(id, "copies at " + place);
        chart.arrow(drawn.component(of), when, id);
    }

    /** Of an address, with whatever stands around it. */
    private static String host(@Nullable String address) {
        String text = address == null ? "" : address;
        int start = text.indexOf("//");
        String rest = start < 0 ? text : text.substring(start + 2);
        int end = rest.indexOf('/');
        return end < 0 ? rest : rest.substring(0, end);
    }
}
