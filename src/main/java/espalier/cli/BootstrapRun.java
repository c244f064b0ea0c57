package espalier.cli;

import espalier.bootstrap.Bootstrap;
import espalier.bootstrap.Bootstrap.Part;
import espalier.bootstrap.BootstrapException;
import espalier.bootstrap.Ground;
import espalier.bootstrap.Step;
import espalier.json.JsonLine;
import espalier.live.LiveException;
import espalier.tree.Mapping;
import java.util.Locale;

/** One run of a bootstrap, or a look at what one would do, told as it goes. */
final class BootstrapRun {
    private final Bootstrap bootstrap;
    private final Ground ground;
    private final Session session;
    private final boolean json;
    private final long start = System.nanoTime();

    BootstrapRun(Bootstrap bootstrap, Ground ground, Session session, boolean json) {
        this.bootstrap = bootstrap;
        this.ground = ground;
        this.session = session;
        this.json = json;
    }

    /** Tells what of each step is there. */
    void show() throws LiveException, BootstrapException {
        for (Part part : bootstrap.parts()) {
            head(part);
            for (Step step : part.steps()) {
                tell(part, step, step.standing(ground).words());
            }
        }
    }

    /** Does each step that is not done. */
    void bring() throws LiveException, BootstrapException {
        for (Part part : bootstrap.parts()) {
            head(part);
            for (Step step : part.steps()) {
                step.check(ground);
            }
            for (Step step : part.steps()) {
                tell(part, step, step.bring(ground) ? "ready" : "there");
            }
        }
    }

    private void head(Part part) {
        if (!json && !part.steps().isEmpty()) {
            session.out().println("phase " + part.phase());
        }
    }

    private void tell(Part part, Step step, String words) {
        double seconds = (System.nanoTime() - start) / 1e9;
        session.out()
                .println(
                        json
                                ? JsonLine.text(Mapping.of("phase", part.phase())
                                        .put("step", step.what())
                                        .put("state", words)
                                        .put("seconds", (int) Math.round(seconds)))
                                : String.format(Locale.ROOT, "%7.1fs  %-10s  %s", seconds, words, step.what()));
    }
}
