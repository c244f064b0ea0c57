package espalier.report;

import static espalier.report.Markdown.code;

import espalier.ClusterSettings;
import espalier.Exemption;
import espalier.Node;
import espalier.Policy;
import espalier.coldstart.ColdStart;
import espalier.graph.ObjectGraph;
import espalier.isolation.Isolation;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.platform.MachineRoom;
import espalier.report.DataAtStake.Stake;
import espalier.schema.SchemaGaps;
import espalier.verdict.NotChecked;
import espalier.verdict.Unchecked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a reviewer asks of a cluster, on one page of Markdown.
 *
 * <p>It has no totals, no lines of Java and no versions of images: two branches that each add an app shall merge, and a bot
 * that bumps an image cannot edit Markdown.
 */
public final class ClusterPage {
    private final Order order;
    private final SchemaGaps gaps;
    private final ObjectGraph graph;
    private final Markdown page = new Markdown();
    private final ColdStart start;

    private ClusterPage(Order order, SchemaGaps gaps) {
        this.order = order;
        this.gaps = gaps;
        this.graph = order.graph();
        this.start = ColdStart.of(order);
    }

    /**
     * The page of the cluster that {@code order} is of.
     *
     * @param gaps what of it was not held against a schema
     */
    public static String of(Order order, SchemaGaps gaps) {
        var page = new ClusterPage(order, gaps);
        page.write();
        return page.page.toString();
    }

    private void write() {
        ClusterSettings settings = order.cluster().settings();
        page.heading(1, order.cluster().name());
        page.paragraph("Kubernetes " + settings.kubernetes() + ", Flux " + settings.flux() + ", from branch "
                + code(settings.gitBranch()) + " of " + code(settings.gitUrl()) + ".");
        MachineRoom room = MachineRoom.of(order.cluster());
        if (room != null) {
            new MachineRoomFacts(room).writeTo(page);
        }
        order();
        dataFlow();
        page.heading(2, "Exposed")
                .table(
                        List.of("How", "Where", "What"),
                        ExposureFacts.rows(graph),
                        "Nothing can be reached from outside.");
        drawn(NetworkPicture.of(graph));
        page.heading(2, "Images").table(List.of("Image", "Run by"), PodFacts.images(graph), "None.");
        charts();
        page.heading(2, "Storage")
                .table(
                        List.of("Claim", "Size", "Class", "When the claim goes"),
                        StorageFacts.rows(graph),
                        "Nothing outlives its pods.");
        drawn(StoragePicture.of(graph));
        stakes();
        page.heading(2, "Secrets")
                .table(List.of("Secret", "Key", "Comes from", "Read by"), new SecretFacts(graph).rows(), "None.");
        vaults();
        page.heading(2, "Cluster-admin")
                .paragraph("Flux, and whom git binds to it; what charts bind is not rendered:")
                .paragraph("")
                .table(List.of("Who", "Where", "Because"), ClusterAdmins.rows(graph), "Nobody.");
        network();
        policies();
        departures();
        notChecked();
    }

    private void order() {
        page.heading(2, "Before Flux");
        page.paragraph("`espalier bootstrap " + order.cluster().name()
                + "` brings this, each phase ready before the next one begins:");
        page.paragraph("")
                .table(List.of("Phase", "What", "Is", "Because"), BootstrapFacts.rows(start.bootstrap()), "Nothing.");
        page.heading(2, "Order");
        page.paragraph("From nothing, Flux brings these up wave by wave:").paragraph("");
        List<List<Unit>> waves = start.waves();
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < waves.size(); i++) {
            for (Unit unit : waves.get(i)) {
                var before = new ArrayList<String>();
                unit.dependsOn().forEach(other -> before.add(code(other.name())));
                rows.add(List.of(
                        Integer.toString(i + 1),
                        code(unit.name()),
                        unit.component().type(),
                        String.join(", ", before)));
            }
        }
        page.table(List.of("Wave", "Kustomization", "Construct", "Waits for"), rows, "Nothing.")
                .paragraph("");
        pictures(OrderPicture.of(order));
    }

    private void drawn(List<Flowchart.Part> parts) {
        if (!parts.isEmpty()) {
            page.paragraph("");
            pictures(parts);
        }
    }

    private void pictures(List<Flowchart.Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            Flowchart.Part part = parts.get(i);
            if (i > 0) {
                page.paragraph("");
            }
            if (!part.title().isEmpty()) {
                page.paragraph(part.title() + ":").paragraph("");
            }
            page.block("mermaid", part.text());
        }
    }

    /** Who asks whom, and what is measured, logged and traced. */
    private void dataFlow() {
        List<Flowchart.Part> asked = FlowGraph.asked(graph);
        List<Flowchart.Part> watched = FlowGraph.watched(graph);
        if (!asked.isEmpty() || !watched.isEmpty()) {
            page.heading(2, "Data flow");
        }
        if (!asked.isEmpty()) {
            page.paragraph("Who asks whom, by the port:").paragraph("");
            pictures(asked);
        }
        if (!watched.isEmpty()) {
            page.paragraph(asked.isEmpty() ? "What is watched:" : "\nWhat is watched:")
                    .paragraph("");
            pictures(watched);
        }
    }

    private void charts() {
        page.heading(2, "Charts").table(List.of("Release", "Chart", "Source", "CRDs"), ChartFacts.rows(graph), "None.");
        List<List<String>> carried = ChartFacts.carried(graph);
        if (!carried.isEmpty()) {
            page.paragraph("")
                    .paragraph("Of these, some carry objects that are checked here, and say the same in their values:");
            page.paragraph("").table(List.of("Release", "Carries"), carried, "");
        }
    }

    private void stakes() {
        var stakes = new DataAtStake(graph);
        var rows = new ArrayList<List<String>>();
        for (Unit unit : order.units()) {
            for (Stake stake : stakes.of(unit)) {
                String what = stake.isDeleted() ? "**" + stake.what() + "**" : stake.what();
                rows.add(List.of(code(unit.name()), stake.object().toString(), what));
            }
        }
        page.heading(2, "Data")
                .paragraph("When a component is taken out of git:")
                .paragraph("");
        page.table(List.of("Kustomization", "Data", "Becomes"), rows, "No component holds any.");
    }

    /** What people keep in vaults for the cluster. */
    private void vaults() {
        List<List<String>> rows = VaultFacts.rows(graph);
        if (!rows.isEmpty()) {
            page.heading(2, "In vaults").table(List.of("Vault", "Key", "Is", "For"), rows, "");
        }
    }

    /** Who may talk to whom, where the cluster isolates namespaces. */
    private void network() {
        for (Isolation isolation : Isolation.in(order.cluster())) {
            var rows = new ArrayList<List<String>>();
            for (Isolation.Allowed one : isolation.allowed()) {
                rows.add(List.of(one.from(), one.to(), one.ports().isEmpty() ? "all" : one.ports(), one.because()));
            }
            rows.sort(Comparator.comparing(row -> row.get(0) + "|" + row.get(1)));
            page.heading(2, "Network")
                    .paragraph("Pods of " + String.join(", ", isolation.namespaces())
                            + " ask the cluster's DNS, and otherwise only:")
                    .paragraph("");
            page.table(List.of("From", "To", "Ports", "Because of"), rows, "Nothing.");
        }
    }

    private void policies() {
        var rows = new ArrayList<List<String>>();
        for (Policy policy : order.cluster().settings().policies()) {
            rows.add(List.of(code(policy.rule().id()), policy.rule().title()));
        }
        page.heading(2, "Policies").table(List.of("Policy", "What it refuses"), rows, "None.");
    }

    private void departures() {
        // Several fields can need one thing changed for one reason.
        var rows = new LinkedHashSet<List<String>>();
        for (Node node : order.cluster().node().subtree()) {
            for (Exemption exemption : node.exemptions()) {
                rows.add(List.of(
                        exemption.kind().word(),
                        code(exemption.where().path()),
                        exemption.what(),
                        exemption.because()));
            }
        }
        page.heading(2, "Departures from the rules")
                .table(List.of("Door", "Where", "What", "Because"), List.copyOf(rows), "None.");
    }

    private void notChecked() {
        var rows = new ArrayList<List<String>>();
        for (Unchecked each : NotChecked.in(graph, gaps)) {
            rows.add(List.of(each.what(), each.why()));
        }
        page.heading(2, "Not checked").table(List.of("What", "Since"), rows, "");
        page.paragraph("").paragraph("Nor whether images, charts and vault items exist.");
    }
}
