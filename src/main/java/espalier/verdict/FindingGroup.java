package espalier.verdict;

import espalier.Finding;
import espalier.Finding.Place;
import espalier.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Findings that one look can take in: the same words at several lines, or several sentences about one line with one way out.
 * All of them are there; they are only told together.
 */
public final class FindingGroup {
    /** As many further sentences are shown as people read; the rest is counted. */
    private static final int MOST = 3;

    private final Finding first;
    private final List<Finding> others;

    private FindingGroup(Finding first, List<Finding> others) {
        this.first = first;
        this.others = others;
    }

    /** {@code findings} in groups, each where its first stands. */
    public static List<FindingGroup> of(List<Finding> findings) {
        var byLine = new LinkedHashMap<String, List<Finding>>();
        for (Finding finding : sameWordsOnce(findings)) {
            byLine.computeIfAbsent(line(finding), line -> new ArrayList<>(1)).add(finding);
        }
        var groups = new ArrayList<FindingGroup>(byLine.size());
        for (List<Finding> together : byLine.values()) {
            groups.add(new FindingGroup(together.get(0), together.subList(1, together.size())));
        }
        return groups;
    }

    private static List<Finding> sameWordsOnce(List<Finding> findings) {
        var byWords = new LinkedHashMap<String, Finding>();
        for (Finding finding : findings) {
            String words = finding.headline() + "\n" + finding.path() + "\n" + finding.fix();
            Finding before = byWords.putIfAbsent(words, finding);
            if (before != null) {
                var places = new ArrayList<>(before.also());
                places.add(new Place(null, null, finding.origin()));
                places.addAll(finding.also());
                byWords.put(words, before.and(places));
            }
        }
        return List.copyOf(byWords.values());
    }

    private static String line(Finding finding) {
        Origin.Line line = finding.origin().inner();
        String where = line == null ? finding.headline() : line.toString();
        return finding.rule() + "\n" + finding.fix() + "\n" + where + "\n" + finding.origin();
    }

    /** Whether they keep their cluster from being written. */
    public boolean isError() {
        return first.isError();
    }

    /** The word at the beginning: {@code error[image]}. */
    public String tag() {
        String headline = first.headline();
        return headline.substring(0, headline.indexOf(' '));
    }

    /** What comes behind the tag, over several lines. */
    public String words(boolean verbose) {
        String headline = first.headline();
        var text = new StringBuilder(headline.substring(headline.indexOf(' ')));
        int shown = verbose ? others.size() : Math.min(MOST, others.size());
        for (Finding other : others.subList(0, shown)) {
            text.append("\n  also: ").append(other.message());
            if (!Objects.equals(other.path(), first.path())) {
                text.append(" (in ").append(other.path()).append(')');
            }
        }
        if (shown < others.size()) {
            text.append("\n  also: ").append(others.size() - shown).append(" more of the same line");
        }
        return text.append(first.address()).toString();
    }
}
