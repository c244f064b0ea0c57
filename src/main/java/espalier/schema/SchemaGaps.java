package espalier.schema;

import espalier.ClusterSettings;
import espalier.Identity;
import espalier.schema.KindIndex.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * What was not held against a schema; all lists are sorted.
 *
 * @param kinds of which nothing is known, with the number of objects of each
 * @param rules of definitions that could not be evaluated
 * @param versions for which schemas of another version were taken, as half sentences
 */
public record SchemaGaps(List<OfKind> kinds, List<OfRule> rules, List<String> versions) {
    /** Where nothing was looked at. */
    public static final SchemaGaps NOTHING = new SchemaGaps(List.of(), List.of(), List.of());

    /**
     * A kind without a schema.
     *
     * @param kind as {@code apps/v1 Deployment}
     */
    public record OfKind(String kind, int objects) implements Comparable<OfKind> {
        @Override
        public int compareTo(OfKind other) {
            return kind.compareTo(other.kind);
        }
    }

    /**
     * A rule of a definition that was not evaluated.
     *
     * @param rule with its kind
     * @param why as a half sentence
     */
    public record OfRule(String rule, String why) implements Comparable<OfRule> {
        @Override
        public int compareTo(OfRule other) {
            int order = rule.compareTo(other.rule);
            return order == 0 ? why.compareTo(other.why) : order;
        }
    }

    static SchemaGaps of(List<KindIndex> indexes, Collection<OfRule> rules, ClusterSettings settings) {
        var kinds = new ArrayList<OfKind>(0);
        var versions = new ArrayList<String>(0);
        for (KindIndex index : indexes) {
            if (index.isAbsent) {
                kinds.add(new OfKind(index.toString(), index.objects));
            } else if (index.source == Source.PROGRAM) {
                Shipped shipped = Shipped.of(Identity.groupOf(index.apiVersion()), settings);
                if ((shipped.isOlder() || shipped.isNewer()) && !versions.contains(shipped.toString())) {
                    versions.add(shipped.toString());
                }
            }
        }
        Collections.sort(kinds);
        Collections.sort(versions);
        return new SchemaGaps(kinds, List.copyOf(rules), versions);
    }
}
