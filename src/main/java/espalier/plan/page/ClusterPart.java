package espalier.plan.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.b;
import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.header;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import espalier.Identity;
import espalier.plan.Bump;
import espalier.plan.Danger;
import espalier.plan.Plan;
import espalier.plan.Step;
import espalier.plan.page.Components.Component;
import espalier.plan.telling.Summary;
import espalier.tree.Sequence;
import j2html.tags.DomContent;
import j2html.tags.specialized.SectionTag;
import j2html.tags.specialized.UlTag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the page says of one cluster: how far it reaches, the dangers, the versions, the order, and each object. */
final class ClusterPart {
    private static final int FEW_DANGERS = 12;
    private static final int FEW_RUNS = 4;

    private final Plan plan;
    private final String id;
    private final Components components;
    private final ObjectPart object;
    private final Map<Identity, String> places = new HashMap<>();

    /**
     * @param id by which the ids of its parts begin
     * @param lines where the text of its objects is put
     */
    ClusterPart(PlanPage.Told told, String id, Sequence lines) {
        this.plan = told.plan();
        this.id = id;
        this.components = new Components(plan, id);
        this.object = new ObjectPart(id, told, lines);
        List<Step> steps = plan.steps();
        for (int i = 0; i < steps.size(); i++) {
            places.putIfAbsent(steps.get(i).object(), object.id(i));
        }
    }

    SectionTag whole() {
        var part = section().withId(id).withClass("cluster").attr("data-name", plan.cluster());
        var name = h2(plan.cluster());
        part.with(plan.routine() ? header(name, span("routine").withClass("routine")) : header(name));
        part.with(p(
                        b(plan.steps().isEmpty() ? "nothing changes" : Summary.counts(plan)),
                        text(plan.blast().components().isEmpty() ? "" : " · " + Summary.reach(plan)),
                        text(" · " + Summary.count(plan.unchanged(), "object") + " as before"))
                .withClass("sum"));
        plan.notes().forEach(note -> part.with(p(note).withClass("note")));
        if (!plan.dangers().isEmpty()) {
            part.with(dangers());
        }
        if (!plan.bumps().isEmpty()) {
            part.with(versions());
        }
        if (!plan.steps().isEmpty()) {
            part.with(order());
        }
        components.all().forEach(component -> part.with(component(component)));
        return part;
    }

    private DomContent dangers() {
        List<Danger> all = plan.dangers();
        int few = Math.min(FEW_DANGERS, all.size());
        var part = div(dangers(all.subList(0, few)));
        if (few < all.size()) {
            part.with(details(summary("and " + (all.size() - few) + " more"), dangers(all.subList(few, all.size()))));
        }
        return box("Look at this first", Integer.toString(all.size()), part).withClass("box dangers");
    }

    private UlTag dangers(List<Danger> some) {
        var list = ul();
        for (Danger danger : some) {
            String place = places.get(danger.object());
            DomContent object = ObjectPart.who(danger.object());
            list.with(li(
                            span(danger.sort().word()).withClass("sort"),
                            div(
                                    place == null ? object : a(object).withHref("#" + place),
                                    span(danger.text()).withClass("says")))
                    .withClass(ObjectPart.weight(danger.sort())));
        }
        return list;
    }

    private DomContent versions() {
        var rows = tbody();
        for (Bump bump : plan.bumps()) {
            rows.with(tr(
                    td(span(bump.sort()).withClass("kind"), text(" "), code(bump.what())),
                    td(
                                    span(bump.from()).withClass("from"),
                                    text(bump.from().isEmpty() || bump.to().isEmpty() ? "" : " → "),
                                    b(bump.to()).withClass("to"))
                            .withClass("versions"),
                    td(span(bump.step()).withClass("step " + bump.step())),
                    td(runs(bump.runs())).withClass("runs")));
        }
        var table = table(thead(tr(th("what"), th("from → to"), th("step"), th("run by"))), rows);
        return box("Versions", Integer.toString(plan.bumps().size()), table).withClass("box bumps");
    }

    private static String runs(List<String> runs) {
        int few = Math.min(FEW_RUNS, runs.size());
        return String.join(", ", runs.subList(0, few))
                + (few < runs.size() ? " and " + (runs.size() - few) + " more" : "");
    }

    private DomContent order() {
        var graph = new WaveGraph(plan, components);
        String rest = graph.leftOut() == 0
                ? ""
                : " " + Summary.count(graph.leftOut(), "other component")
                        + (graph.leftOut() == 1 ? " is" : " are") + " left out, which neither "
                        + (graph.leftOut() == 1 ? "changes nor waits." : "change nor wait.");
        var drawing = div(WaveDrawing.of(graph, plan.cluster()))
                .withClass("drawing")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", "The order on " + plan.cluster() + ", as a drawing");
        var waiting = ul().withClass("waiting");
        plan.blast().waiting().forEach(each -> waiting.with(li(Summary.of(each))));
        String says = "Each column is what can begin together; a line leads to who waits." + rest;
        return box("In which order", "", figure(drawing, figcaption(says), waiting))
                .withClass("box order");
    }

    private SectionTag box(String name, String count, DomContent content) {
        return section(h3(text(name), count.isEmpty() ? text("") : span(count).withClass("count")), content);
    }

    private DomContent component(Component component) {
        var part = section().withId(component.id()).withClass("component").attr("data-name", component.name());
        part.with(header(
                h3(component.name()),
                plan.blast().allWaves() > 1 ? span("wave " + component.wave()).withClass("wave") : text(""),
                span(component.counts()).withClass("counts")));
        List<Step> steps = component.steps();
        for (int i = 0; i < steps.size(); i++) {
            part.with(object.of(steps.get(i), component.first() + i));
        }
        return part;
    }
}
