package espalier.plan.page;

import static j2html.TagCreator.article;
import static j2html.TagCreator.b;
import static j2html.TagCreator.button;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h4;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import espalier.Identity;
import espalier.difference.FieldChange;
import espalier.difference.TextLine;
import espalier.plan.Danger;
import espalier.plan.Effect;
import espalier.plan.Step;
import espalier.plan.telling.JavaLine;
import espalier.plan.telling.Summary;
import espalier.tree.Sequence;
import j2html.tags.DomContent;
import j2html.tags.specialized.SpanTag;
import j2html.tags.specialized.UlTag;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the page says of one object. Its lines are put on the page when somebody opens it. */
final class ObjectPart {
    private static final int FEW_FIELDS = 3;

    private final String cluster;
    private final JavaLine java;
    private final Sequence lines;
    private final Map<Identity, Set<Danger.Sort>> dangers = new HashMap<>();

    ObjectPart(String cluster, PlanPage.Told told, Sequence lines) {
        this.cluster = cluster;
        this.java = told.java();
        for (Danger danger : told.plan().dangers()) {
            if (danger.sort() != Danger.Sort.WIDE) { // which is no single object's
                dangers.computeIfAbsent(danger.object(), none -> EnumSet.noneOf(Danger.Sort.class))
                        .add(danger.sort());
            }
        }
        this.lines = lines;
    }

    String id(int place) {
        return cluster + "-o" + place;
    }

    /** @param place in the plan */
    DomContent of(Step step, int place) {
        String id = id(place);
        String line = java.of(step);
        Identity from = step.from();
        var part = article()
                .withId(id)
                .withClass("object " + Look.of(step.deed()).word())
                .attr("data-deed", step.deed().word())
                .attr("data-lines", Integer.toString(lines.size()))
                .attr("data-file", step.file());
        part.with(h4(button(
                        span(step.deed().word())
                                .withClass("deed " + Look.of(step.deed()).word()),
                        from == null ? text("") : span(who(from), text(" → ")).withClass("was"),
                        who(step.object()),
                        dangers(step.object()))
                .withType("button")
                .withClass("turn")
                .attr("aria-expanded", "false")
                .attr("aria-controls", id + "-body")));
        part.with(p(line == null
                        ? code(step.file()).withClass("file")
                        : code(line).withClass("java"))
                .withClass("line"));
        part.with(effects(step));
        if (!step.fields().isEmpty()) {
            part.with(fields(step.fields()));
        }
        part.with(div().withId(id + "-body").withClass("body").attr("hidden"));
        lines.add(lines(step));
        return part;
    }

    private static Sequence lines(Step step) {
        var texts = new Sequence();
        for (TextLine line : step.text().lines()) {
            texts.add(line.mark() + line.text());
        }
        return texts;
    }

    /** Kind, namespace and name, so that the name can be seen first. */
    static SpanTag who(Identity object) {
        return span(
                        span(object.kind()).withClass("kind"),
                        text(" "),
                        object.namespace().isEmpty()
                                ? text("")
                                : span(object.namespace() + "/").withClass("namespace"),
                        b(object.name()))
                .withClass("who");
    }

    private SpanTag dangers(Identity object) {
        var sorts = span().withClass("sorts");
        for (Danger.Sort sort : dangers.getOrDefault(object, Set.of())) {
            sorts.with(span(sort.word()).withClass(weight(sort)));
        }
        return sorts;
    }

    /** For the page's style: what costs most, and the rest. */
    static String weight(Danger.Sort sort) {
        return sort.compareTo(Danger.Sort.POLICY) <= 0 ? "grave" : "mild";
    }

    private static UlTag effects(Step step) {
        var list = ul().withClass("effects");
        if (!step.held().isEmpty()) {
            list.with(li(b("held"), text(" " + step.held())).withClass("held"));
        }
        for (Effect effect : step.effects()) {
            String sort = effect.sort().word();
            list.with(li(b(sort), text(" " + effect.text())).withClass(sort.replace(' ', '-')));
        }
        return list;
    }

    private static UlTag fields(List<FieldChange> fields) {
        var list = ul().withClass("fields");
        for (FieldChange field : fields.subList(0, Math.min(FEW_FIELDS, fields.size()))) {
            list.with(li(field.lines().isEmpty() ? field.toString() : field.where() + ": other lines"));
        }
        if (fields.size() > FEW_FIELDS) {
            list.with(li("and " + Summary.count(fields.size() - FEW_FIELDS, "field") + " more")
                    .withClass("more"));
        }
        return list;
    }
}
