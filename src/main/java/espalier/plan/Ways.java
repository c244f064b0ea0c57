package espalier.plan;

import espalier.Identity;

/** Ways out: sequences of commits that come to the same without the harm. */
final class Ways {
    private static final String MARK = "kustomize.toolkit.fluxcd.io/prune: disabled";
    private static final String TWO = "two commits, which espalier move writes: 1. ";

    private Ways() {}

    /** For an object that goes from one Kustomization to another. */
    static String move(Identity object) {
        return TWO + "mark " + object + " with " + MARK + " where it is now; 2. move it";
    }

    /** For an object that is to be deleted while {@code operator} is still there. */
    static String removeFirst(Identity object, Identity operator) {
        return TWO + "remove " + object + ", and wait until it is gone; 2. remove " + operator;
    }

    /** For data that is called otherwise. */
    static String keepBehind(Identity object) {
        return TWO + "mark " + object + " with " + MARK
                + ", so that it stays until what is in it is copied; 2. rename it";
    }

    static String suspend(Identity release) {
        return TWO + "suspend " + release + " (spec.suspend), which is then not uninstalled; 2. rename it";
    }

    /** For what git drops altogether. */
    static String keep(Identity object) {
        return "to keep it, mark " + object + " with " + MARK + " in a commit before this one";
    }

    static String resume(String kustomization) {
        return "espalier resume " + kustomization;
    }
}
