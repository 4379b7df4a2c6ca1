//! Enums as parts of keys.
use cache_runtime::CacheKey;
#[derive(CacheKey)]
#[cache_key(crate = ::cache_runtime)]
pub enum State {
    Draft,
    Live(u64, #[cache_key(skip)] f32),
    Moved { to: String, r#type: u8 },
}
#[automatically_derived]
impl ::cache_runtime::__private::KeyPart for State {
    fn encode(&self, encoder: &mut ::cache_runtime::__private::KeyEncoder) {
        match self {
            Self::Draft { .. } => {
                encoder.variant(0);
            }
            Self::Live { 0: field_0, .. } => {
                encoder.variant(1);
                <u64 as ::cache_runtime::__private::KeyPart>::encode(field_0, encoder);
            }
            Self::Moved { to: field_0, r#type: field_1, .. } => {
                encoder.variant(2);
                <String as ::cache_runtime::__private::KeyPart>::encode(
                    field_0,
                    encoder,
                );
                <u8 as ::cache_runtime::__private::KeyPart>::encode(field_1, encoder);
            }
        }
    }
    fn render(
        reader: &mut ::cache_runtime::__private::KeyReader<'_>,
        text: &mut ::cache_runtime::__private::KeyText<'_>,
    ) {
        match reader.variant() {
            0 => {
                text.name("Draft");
            }
            1 => {
                text.name("Live");
                text.open();
                <u64 as ::cache_runtime::__private::KeyPart>::render(reader, text);
                text.close();
            }
            2 => {
                text.name("Moved");
                text.open();
                <String as ::cache_runtime::__private::KeyPart>::render(reader, text);
                text.separate();
                <u8 as ::cache_runtime::__private::KeyPart>::render(reader, text);
                text.close();
            }
            _ => {}
        }
    }
    fn shape(shape: &mut ::cache_runtime::__private::KeyShape) {
        shape
            .group(
                ::core::any::type_name::<Self>(),
                |shape| {
                    shape.name("Draft");
                    shape.name("Live");
                    <u64 as ::cache_runtime::__private::KeyPart>::shape(shape);
                    shape.name("Moved");
                    <String as ::cache_runtime::__private::KeyPart>::shape(shape);
                    <u8 as ::cache_runtime::__private::KeyPart>::shape(shape);
                },
            );
    }
}
