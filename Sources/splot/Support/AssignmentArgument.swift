import ArgumentParser
import SplotDirectory

/// `field=value`, `field+=value` or `field-=value` on the command line.
struct AssignmentArgument: ExpressibleByArgument {
    let assignment: Assignment

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
        let text = String(argument[argument.index(after: sign)...])
        var path = argument[..<sign]
        var action = text.isEmpty ? Assignment.Action.clear : .set
        switch path.last {
        case "+": action = .add
        case "-": action = .remove
        default: break
        }
        if action == .add || action == .remove { path.removeLast() }
        guard !path.isEmpty else { return nil }
        self.assignment = Assignment(path: String(path), action: action, text: text)
    }
}
