package espalier.cli;

import espalier.Identity;
import espalier.Origin;
import espalier.annotation.Annotation;
import espalier.plan.Step;
import espalier.plan.telling.PlanAnnotations;
import org.jspecify.annotations.Nullable;

/**
 * Where in the repository a danger of a plan is shown: at the line that makes the object; of one that is made no more, at the
 * line of the component that made it, else of the cluster; and where none of it is made any more, or Java of another commit is
 * checked out, in the file that Flux reads.
 */
final class PlanPlaces implements PlanAnnotations.Places {
    private final JavaLines java;
    private final Session session;

    PlanPlaces(JavaLines java, Session session) {
        this.java = java;
        this.session = session;
    }

    @Override
    public Annotation.@Nullable Place of(Identity object, @Nullable Step step) {
        Origin.Line line = line(java.of(object));
        if (line == null && step != null) {
            line = line(java.ofKustomization(step.by()));
        }
        if (line == null) {
            line = java.cluster().line();
        }
        if (line != null) {
            return new Annotation.Place(session.sourceFile(line), line.number());
        }
        return step == null ? null : new Annotation.Place(step.file(), 1);
    }

    private static Origin.@Nullable Line line(@Nullable Origin origin) {
        return origin == null ? null : origin.line();
    }
}
