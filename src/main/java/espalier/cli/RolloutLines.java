package espalier.cli;

import espalier.json.JsonLine;
import espalier.live.FluxKind;
import espalier.live.FluxState;
import espalier.live.Progress.Step;
import espalier.live.Rollout;
import java.util.Locale;

/** Tells every step of a rollout in a line: for people who read a log, or for programs in JSON. */
final class RolloutLines implements Rollout.Watcher {
    private final Session session;
    private final boolean json;

    RolloutLines(Session session, boolean json) {
        this.session = session;
        this.json = json;
    }

    @Override
    public void told(Step step) {
        if (json) {
            session.out()
                    .println(JsonLine.text(FluxTable.mapping(step.object(), step.state(), step.knownBroken())
                            .put("wave", step.wave())
                            .put("seconds", (int) Math.round(step.seconds()))));
            return;
        }
        String why = switch (step.state()) {
            case READY -> step.object().kind() == FluxKind.GIT_REPOSITORY ? "fetched" : "live";
            case SUSPENDED -> ("suspended " + step.object().suspendedHow()).strip() + ": the commit does not reach it";
            case WORKING -> "at work";
            case WAITING, FAILED, STALLED ->
                step.state().word()
                        + (step.isKnownBroken() ? ", as is known: " : ": ")
                        + FluxTable.shortened(step.object().message(), 160);
        };
        String line = String.format(Locale.ROOT, "%7.1fs  %-30s %s", step.seconds(), name(step), why);
        boolean bad = step.state() == FluxState.FAILED || step.state() == FluxState.STALLED;
        String colour = step.isKnownBroken() ? "33" : "31";
        session.out().println(bad && session.colourOut() ? Session.inColour(colour, line) : line);
    }

    /** What people call it: a component by its Kustomization. */
    static String name(Step step) {
        return switch (step.object().kind()) {
            case GIT_REPOSITORY -> "source";
            case HELM_RELEASE -> "HelmRelease " + step.object().name();
            default -> step.object().name();
        };
    }
}
