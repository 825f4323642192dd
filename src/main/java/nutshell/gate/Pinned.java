package nutshell.gate;

import java.util.List;

/** Demands that the image is asked for by its digest: a tag means another image tomorrow. */
record Pinned() implements Rule {

    @Override
    public String key() {
        return "reference";
    }

    @Override
    public List<Violation> judge(Candidate candidate) {
        return candidate.image().pinned()
                ? List.of()
                : List.of(new Violation(
                        "not-pinned",
                        "it was asked for without its digest: add @"
                                + candidate
                                        .image()
                                        .manifest()
                                        .orElse(candidate.image().id())));
    }
}
