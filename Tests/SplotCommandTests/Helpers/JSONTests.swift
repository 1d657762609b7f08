import SplotDirectory
import SplotOffice
import Testing

@testable import splot

struct JSONTests {
    @Test func keysAreSortedAndTextIsEscapedWhereItMustBe() {
        let value = JSON.object([
            "b": .array([.null, .boolean(true), .integer(-3), .seconds(0.12345)]),
            "a": .string("a/\"b\"\\\n\u{1}\u{9B}ż"),
        ])
        #expect(value.text == #"{"a":"a/\"b\"\\\n\u0001\u009bż","b":[null,true,-3,0.123]}"#)
    }

    @Test func fieldsKeepTheirShape() throws {
        let id = try #require(RecordUUID("01234567-89ab-8def-8123-456789abcdef"))
        let fields: [String: DirectoryRecord.Content] = [
            "single": .single(.boolean(false)),
            "keyed": .keyed(["pl": .text("tak"), "en": .text("yes")]),
            "set": .set([.integer(1), .reference(id)]),
            "structure": .single(.structure(["step": .text("accepted")])),
            "newer": .single(.opaque([0, 255])),
        ]
        #expect(
            JSON.fields(fields).text
                == #"{"keyed":{"en":"yes","pl":"tak"},"newer":{"unknown":"00ff"},"#
                + #""set":[1,"01234567-89ab-8def-8123-456789abcdef"],"#
                + #""single":false,"structure":{"step":"accepted"}}"#
        )
    }

    @Test func whatIsNoNumberIsNull() {
        #expect(JSON.seconds(.nan).text == "null")
        #expect(JSON.seconds(.infinity).text == "null")
    }
}
