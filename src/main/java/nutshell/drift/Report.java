package nutshell.drift;

import java.util.List;

/**
 * What came of watching.
 *
 * @param source where the image was read, in words
 * @param allowed how many programs of the image were started
 * @param unseen what could not be watched, and why
 * @param lost whether there was more than could be noted
 */
public record Report(
        Target target,
        boolean blocks,
        String source,
        long allowed,
        List<Finding> findings,
        List<String> unseen,
        boolean lost) {

    public Report {
        findings = List.copyOf(findings);
        unseen = List.copyOf(unseen);
    }
}
