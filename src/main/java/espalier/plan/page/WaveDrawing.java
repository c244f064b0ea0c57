package espalier.plan.page;

import static j2html.TagCreator.tag;

import espalier.plan.page.WaveGraph.Edge;
import espalier.plan.page.WaveGraph.Node;
import j2html.tags.ContainerTag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** A graph as SVG, a column for each wave. Where boxes stand and lines run is ELK's work. */
final class WaveDrawing {
    private static final int HEADING = 34;
    private static final int MARGIN = 12;
    private static final int MOST_LETTERS = 34;

    /** Of a letter of the page's monospaced font at its size in boxes, and of the smaller one below. */
    private static final double LETTER = 7.9;

    private static final double SMALL_LETTER = 6.4;
    private static final double ROUND = 6;

    private WaveDrawing() {}

    static ContainerTag<?> of(WaveGraph graph, String name) {
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
        root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(LayeredOptions.PARTITIONING_ACTIVATE, true);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, 12.0);
        root.setProperty(LayeredOptions.SPACING_COMPONENT_COMPONENT, 12.0);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 44.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 16.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 9.0);
        root.setProperty(LayeredOptions.SEPARATE_CONNECTED_COMPONENTS, false); // else each has columns of its own
        root.setProperty(LayeredOptions.PADDING, new ElkPadding(HEADING + MARGIN, MARGIN, MARGIN, MARGIN));
        Map<String, Box> boxes = new LinkedHashMap<>();
        graph.nodes().forEach((key, node) -> {
            ElkNode box = ElkGraphUtil.createNode(root);
            box.setDimensions(width(node), node.words().isEmpty() ? 32 : 48);
            box.setProperty(LayeredOptions.PARTITIONING_PARTITION, node.wave());
            boxes.put(key, new Box(node, box));
        });
        var lines = new ArrayList<ElkEdge>();
        for (Edge edge : graph.edges()) {
            lines.add(ElkGraphUtil.createSimpleEdge(box(boxes, edge.from()), box(boxes, edge.to())));
        }
        layOut(root);
        return drawn(graph, root, boxes, lines, name);
    }

    /** A box, and where it stands. */
    private record Box(Node node, ElkNode at) {}

    private static ElkNode box(Map<String, Box> boxes, String key) {
        return Objects.requireNonNull(boxes.get(key), key).at;
    }

    private static void layOut(ElkNode root) {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    }

    private static double width(Node node) {
        return Math.max(
                96,
                26 + Math.max(shown(node.name()).length() * LETTER, node.words().length() * SMALL_LETTER));
    }

    private static String shown(String name) {
        return name.length() <= MOST_LETTERS ? name : name.substring(0, MOST_LETTERS - 1) + "…";
    }

    private static ContainerTag<?> drawn(
            WaveGraph graph, ElkNode root, Map<String, Box> boxes, List<ElkEdge> lines, String name) {
        String width = number(root.getWidth());
        String height = number(root.getHeight());
        var svg = tag("svg")
                .attr("viewBox", "0 0 " + width + " " + height)
                .attr("width", width)
                .attr("height", height)
                .attr("role", "group")
                .attr("aria-label", "Who waits for whom on " + name);
        bands(boxes, root.getHeight()).forEach(svg::with);
        for (int i = 0; i < lines.size(); i++) {
            Edge edge = graph.edges().get(i);
            boolean both = isTouched(graph, edge.from()) && isTouched(graph, edge.to());
            svg.with(tag("path")
                    .attr("class", both ? "edge hot" : "edge")
                    .attr("d", path(points(lines.get(i).getSections().get(0)))));
            svg.with(head(lines.get(i).getSections().get(0), both));
        }
        boxes.values().forEach(box -> svg.with(drawn(box.node, box.at)));
        return svg;
    }

    private static boolean isTouched(WaveGraph graph, String key) {
        Node node = graph.nodes().get(key);
        return node != null && !node.target().isEmpty();
    }

    /** A column with its number behind the boxes of each wave. */
    private static List<ContainerTag<?>> bands(Map<String, Box> boxes, double height) {
        var from = new TreeMap<Integer, Double>();
        var to = new TreeMap<Integer, Double>();
        boxes.values().forEach(box -> {
            double x = box.at.getX();
            from.merge(box.node.wave(), x, Math::min);
            to.merge(box.node.wave(), x + box.at.getWidth(), Math::max);
        });
        var bands = new ArrayList<ContainerTag<?>>();
        from.forEach((wave, x) -> {
            double end = to.getOrDefault(wave, x);
            bands.add(tag("rect")
                    .attr("class", "band")
                    .attr("x", number(x - MARGIN))
                    .attr("y", "1")
                    .attr("width", number(end - x + 2 * MARGIN))
                    .attr("height", number(height - 2))
                    .attr("rx", "10"));
            bands.add(tag("text")
                    .attr("class", "band-name")
                    .attr("x", number((x + end) / 2))
                    .attr("y", "24")
                    .withText("wave " + wave));
        });
        return bands;
    }

    private static ContainerTag<?> drawn(Node node, ElkNode box) {
        double middle = box.getX() + box.getWidth() / 2;
        var group = node.target().isEmpty() ? tag("g") : tag("a").attr("href", "#" + node.target());
        group.attr("class", "box " + node.look().word() + (node.isGone() ? " gone" : ""));
        group.with(tag("title").withText(node.name() + (node.words().isEmpty() ? "" : ": " + node.words())));
        group.with(tag("rect")
                .attr("x", number(box.getX()))
                .attr("y", number(box.getY()))
                .attr("width", number(box.getWidth()))
                .attr("height", number(box.getHeight()))
                .attr("rx", "7"));
        group.with(tag("text")
                .attr("class", "name")
                .attr("x", number(middle))
                .attr("y", number(box.getY() + 20))
                .withText(shown(node.name())));
        if (!node.words().isEmpty()) {
            group.with(tag("text")
                    .attr("class", "words")
                    .attr("x", number(middle))
                    .attr("y", number(box.getY() + 37))
                    .withText(node.words()));
        }
        return group;
    }

    private record Point(double x, double y) {}

    private static List<Point> points(ElkEdgeSection section) {
        var points = new ArrayList<Point>();
        points.add(new Point(section.getStartX(), section.getStartY()));
        for (ElkBendPoint bend : section.getBendPoints()) {
            points.add(new Point(bend.getX(), bend.getY()));
        }
        points.add(new Point(section.getEndX() - 5, section.getEndY())); // the head stands there
        return Collections.unmodifiableList(points);
    }

    /** From point to point, each corner rounded. */
    private static String path(List<Point> points) {
        var path = new StringBuilder("M").append(at(points.get(0)));
        for (int i = 1; i < points.size() - 1; i++) {
            Point corner = points.get(i);
            path.append('L').append(at(towards(corner, points.get(i - 1))));
            path.append('Q').append(at(corner)).append(' ').append(at(towards(corner, points.get(i + 1))));
        }
        return path.append('L').append(at(points.get(points.size() - 1))).toString();
    }

    private static Point towards(Point from, Point to) {
        double length = Math.hypot(to.x - from.x, to.y - from.y);
        double share = length == 0 ? 0 : Math.min(ROUND, length / 2) / length;
        return new Point(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
    }

    private static ContainerTag<?> head(ElkEdgeSection section, boolean both) {
        double x = section.getEndX();
        double y = section.getEndY();
        return tag("path")
                .attr("class", both ? "head hot" : "head")
                .attr(
                        "d",
                        "M" + number(x) + " " + number(y) + "L" + number(x - 7) + " " + number(y - 4) + "V"
                                + number(y + 4) + "Z");
    }

    private static String at(Point point) {
        return number(point.x) + " " + number(point.y);
    }

    /** To a tenth, which no eye sees. */
    private static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10.0 + "";
    }
}
