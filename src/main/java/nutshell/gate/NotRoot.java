package nutshell.gate;

import java.util.List;

/** Demands that the image names a user that is not root. */
record NotRoot() implements Rule {

    @Override
    public String key() {
        return "user";
    }

    @Override
    public List<Violation> judge(Candidate candidate) {
        String user = candidate.image().config().user().replaceFirst("(?s):.*", "");
        // +0 and 00 are root's number too.
        return user.isBlank() || user.equals("root") || user.matches("[+-]?0+")
                ? List.of(new Violation(
                        "runs-as-root", user.isBlank() ? "it names no user, so it runs as root" : "its user is root"))
                : List.of();
    }
}
