package espalier.plan;

import espalier.Identity;

/** Ways out: sequences of commits that come to the same without the harm. */
final class Ways {
    private static final String MARK = "kustomize.toolkit.fluxcd.io/prune: disabled";

    private Ways() {}

    /** For an object that goes from one Kustomization to another. */
    static String move(Identity object) {
        return "three commits, each applied before the next: 1. mark " + object + " with " + MARK
                + " where it is now; 2. move it; 3. take the mark away";
    }

    static String twoCommits(Identity object, Identity operator) {
        return "two commits: 1. remove " + object + " and wait until it is gone; 2. remove " + operator;
    }

    static String keepClaim(Identity claim) {
        return "to keep it, mark " + claim + " with " + MARK + " in a commit before this one";
    }

    static String resume(String kustomization) {
        return "espalier resume " + kustomization;
    }
}
