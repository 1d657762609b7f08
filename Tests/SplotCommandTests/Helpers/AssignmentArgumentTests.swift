import SplotDirectory
import Testing

@testable import splot

struct AssignmentArgumentTests {
    @Test(arguments: [
        ("name=Szpital", Assignment(path: "name", action: .set, text: "Szpital")),
        ("name.pl=a=b", Assignment(path: "name.pl", action: .set, text: "a=b")),
        ("phone+=+48 22", Assignment(path: "phone", action: .add, text: "+48 22")),
        ("phone-=+48 22", Assignment(path: "phone", action: .remove, text: "+48 22")),
        ("phone=", Assignment(path: "phone", action: .clear)),
        ("phone=-1", Assignment(path: "phone", action: .set, text: "-1")),
    ])
    func fieldSignAndValueAreToldApart(text: String, expected: Assignment) {
        #expect(AssignmentArgument(argument: text)?.assignment == expected)
    }

    @Test(arguments: ["", "name", "=x", "+=x", "-=x"])
    func whatNamesNoFieldIsRefused(text: String) {
        #expect(AssignmentArgument(argument: text) == nil)
    }
}
