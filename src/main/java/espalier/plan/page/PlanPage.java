package espalier.plan.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.input;
import static j2html.TagCreator.link;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.noscript;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.text;
import static j2html.TagCreator.title;

import espalier.json.JsonLine;
import espalier.plan.Deed;
import espalier.plan.Plan;
import espalier.plan.Step;
import espalier.plan.telling.JavaLine;
import espalier.plan.telling.Summary;
import espalier.tree.Sequence;
import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.HeadTag;
import j2html.tags.specialized.HeaderTag;
import j2html.tags.specialized.MainTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Plans as one file for a browser. All that it needs is in it, and its own policy forbids it to ask for anything else or to run
 * any script but its own. What an object says is data, which that script puts on the page as text.
 */
public final class PlanPage {
    /** A tree on a lattice. */
    private static final String ICON =
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
                    + "%3Cpath d='M16 30V4M4 10h24M4 20h24' stroke='%23888' stroke-width='2'/%3E"
                    + "%3Cpath d='M16 27V8m0 14C9 22 6 19 6 12m10 10c7 0 10-3 10-10' fill='none' stroke='%232c7a45' stroke-width='4'"
                    + " stroke-linecap='round'/%3E%3C/svg%3E";

    private final Sequence lines = new Sequence();

    private PlanPage() {}

    /** A plan and who makes its objects. */
    public record Told(Plan plan, JavaLine java) {}

    /**
     * The page.
     *
     * @param base the state before, for people
     * @param head the state after, for people
     */
    public static String of(List<Told> plans, String base, String head) {
        return new PlanPage().write(plans, base, head);
    }

    private String write(List<Told> plans, String base, String head) {
        String css = resource("page.css");
        String js = resource("page.js");
        MainTag main = main().withId("changes");
        if (plans.isEmpty()) {
            main.with(p("Nothing changes on any cluster.").withClass("nothing"));
        }
        for (int i = 0; i < plans.size(); i++) {
            main.with(new ClusterPart(plans.get(i), "k" + i, lines).whole());
        }
        var page = body(
                a("To the changes").withHref("#changes").withClass("skip"),
                top(plans, base, head),
                div(nav().withId("tree").attr("aria-label", "Clusters, components and objects"), main)
                        .withClass("frame"),
                script().withType("application/json").withId("lines").with(rawHtml(inScript(JsonLine.text(lines)))),
                script().with(rawHtml(js)));
        return "<!doctype html>\n"
                + html(heading(css, js, base, head), page).withLang("en").render() + "\n";
    }

    private static HeadTag heading(String css, String js, String base, String head) {
        String policy = "default-src 'none'; style-src '" + hash(css) + "'; script-src '" + hash(js)
                + "'; img-src data:; base-uri 'none'; form-action 'none'";
        return head(
                meta().withCharset("utf-8"),
                meta().attr("http-equiv", "Content-Security-Policy").withContent(policy),
                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                meta().withName("color-scheme").withContent("light dark"),
                meta().withName("referrer").withContent("no-referrer"),
                title("Plan: " + base + " → " + head),
                link().withRel("icon").withHref(ICON),
                style().with(rawHtml(css)));
    }

    private static HeaderTag top(List<Told> plans, String base, String head) {
        return header(
                        div(
                                        h1("What Flux will do"),
                                        p(
                                                        span(base).withClass("commit"),
                                                        span("→").attr("aria-label", "to"),
                                                        span(head).withClass("commit"))
                                                .withClass("range"))
                                .withClass("title"),
                        div(
                                        tool("view", "Side by side or unified (u)", "Unified"),
                                        tool("open-all", "Open or close all changes (e)", "Open all"),
                                        tool("theme", "Light, dark, or as the system has it (t)", "Theme: auto"),
                                        tool("help", "Keys (?)", "?"))
                                .withClass("tools"),
                        search(plans),
                        noscript(p(
                                "The filter, the keys and the lines of each change need JavaScript. This page asks no network for"
                                        + " anything.")))
                .withClass("top");
    }

    private static DomContent tool(String id, String says, String shown) {
        var tool = button(shown).withType("button").withId(id).withTitle(says);
        return shown.equals("?") ? tool.attr("aria-label", says) : tool;
    }

    private static DivTag search(List<Told> plans) {
        Map<Deed, Integer> counts = new EnumMap<>(Deed.class);
        for (Told each : plans) {
            for (Step step : each.plan.steps()) {
                counts.merge(step.deed(), 1, Integer::sum);
            }
        }
        var deeds = div().withClass("deeds").attr("role", "group").attr("aria-label", "Only what is");
        counts.forEach((deed, count) -> deeds.with(button(text(deed.word() + " "), span(Integer.toString(count)))
                .withType("button")
                .withClass("deed " + Look.of(deed).word())
                .attr("data-deed", deed.word())
                .attr("aria-pressed", "false")));
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return div(
                        input().withType("search")
                                .withId("filter")
                                .withPlaceholder("Filter  /")
                                .attr(
                                        "aria-label",
                                        "Filter by kind, name, namespace, component, line of Java, or what changes")
                                .attr("autocomplete", "off")
                                .attr("spellcheck", "false"),
                        deeds,
                        p(Summary.count(all, "object")).withId("shown").attr("role", "status"))
                .withClass("search");
    }

    /** Nothing in it ends the element. */
    private static String inScript(String json) {
        return json.replace("<", "\\u003c");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = PlanPage.class.getResourceAsStream("/espalier/page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("Tried to read " + name + ", but it is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
